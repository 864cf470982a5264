package twinstream.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks whether this machine is fit to measure, and says how to mend what is not.")
final class DoctorCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Doctor.Finding> findings = Doctor.look();
    for (Doctor.Finding finding : findings) {
      out.printf("%-5s %s%n", finding.fine() ? "ok" : "mend", finding.what());
      out.printf("      %s%n", finding.why());
      if (!finding.fine()) {
        out.printf("      To mend it: %s%n", finding.mend());
      }
    }
    long unfit = findings.stream().filter(finding -> !finding.fine()).count();
    out.println(unfit == 0 ? "Fit to measure." : unfit + " of these would show in the results.");
    return Exit.FINE;
  }
}
