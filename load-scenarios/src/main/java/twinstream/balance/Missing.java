package twinstream.balance;

/// A program that is not installed.
///
/// @param program its command
/// @param sentence what is missing, and how to install it, without a full stop
public record Missing(String program, String sentence) {}
