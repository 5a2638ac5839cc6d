namespace EdgeGuard.Testing;

/// <summary>Something under test logged an Error that the test did not expect.</summary>
public sealed class UnexpectedErrorException(string message, Exception? inner) : Exception(message, inner);
