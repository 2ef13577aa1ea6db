namespace AtRun.Client.Downloads;

/// <summary>It is not done, as it would do harm or cannot succeed; the module is as it was.</summary>
public sealed class PutRefusedException(string message) : AtRunException(message);

/// <summary>The module did not take a file, or has something else than was sent.</summary>
public sealed class TransferFailedException(string message) : AtRunException(message);
