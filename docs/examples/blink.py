# Blinks with pin 1 each second and, after every ten seconds, says on the debug port how strong the network is.
# Runs on any product with Python; start it by: atrun put TARGET blink.py --run
import GPIO
import MDM
import MOD

PIN = 1


def ask(line):
    MDM.send(line + '\r', 20)
    answer = ''
    while answer.find('OK\r\n') < 0 and answer.find('ERROR\r\n') < 0:
        more = MDM.receive(50)
        if more == '':
            break
        answer = answer + more
    return answer


GPIO.setIOdir(PIN, 0, 1)
turns = 0
while 1:
    GPIO.setIOvalue(PIN, 1)
    MOD.sleep(5)
    GPIO.setIOvalue(PIN, 0)
    MOD.sleep(5)
    turns = turns + 1
    if turns % 10 == 0:
        print ask('AT+CSQ')
