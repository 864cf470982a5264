package twinstream.server;

/// A server could not listen.
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerStartException(int port, Exception cause) {
    super(
        "can't listen on 127.0.0.1:%d (%s); choose another port or stop what uses it"
            .formatted(port, rootMessage(cause)),
        cause);
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
