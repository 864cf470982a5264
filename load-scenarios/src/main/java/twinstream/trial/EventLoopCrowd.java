package twinstream.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import twinstream.reader.Loops;
import twinstream.reader.Reader;
import twinstream.result.Slo;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

/// A crowd of the suite's own readers, on event loops of its own.
final class EventLoopCrowd implements Crowd {
  private final Loops loops;
  private final List<CrowdSection> sections = new ArrayList<>();

  private final Awaited awaited = new Awaited();

  /// @param threads event loops
  /// @param route to the servers whose replies are asked for
  /// @param again true to ask for another reply wherever one is done
  EventLoopCrowd(
      int threads,
      Reader reader,
      Route route,
      Workload workload,
      Patience patience,
      Window window,
      Slo slo,
      boolean again) {
    loops = new Loops(threads);
    for (int i = 0; i < threads; i++) {
      sections.add(
          new CrowdSection(
              loops, reader, route, workload, patience, new Tally(window, slo), awaited, again));
    }
  }

  @Override
  public void ask(List<PlannedReply> plan, long zeroNanos) {
    for (int i = 0; i < plan.size(); i++) {
      sections.get(i % sections.size()).add(plan.get(i));
    }
    sections.forEach(section -> section.start(zeroNanos));
  }

  @Override
  public void watchLoops() {
    sections.forEach(CrowdSection::watchLoop);
  }

  @Override
  public int awaitingFirst() {
    return awaited.first();
  }

  @Override
  public int awaitingEnd() {
    return awaited.end();
  }

  @Override
  public int opening() {
    return awaited.opening();
  }

  @Override
  public void stopAsking() {
    sections.stream().map(CrowdSection::stopAsking).toList().forEach(CompletableFuture::join);
  }

  @Override
  public List<Tally> stop() {
    return sections.stream().map(CrowdSection::stop).map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    loops.close();
  }
}
