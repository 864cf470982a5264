package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/// A child for tests: says again what it is told, until it is told `exit CODE` or `fail MESSAGE`,
/// or its input ends.
final class Parrot {
  private Parrot() {}

  public static void main(String[] args) throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line; (line = input.readLine()) != null; ) {
      if (line.startsWith("exit ")) {
        System.exit(Integer.parseInt(line.substring(5)));
      }
      if (line.startsWith("fail ")) {
        throw new IllegalStateException(line.substring(5));
      }
      System.out.println(line);
    }
  }
}
