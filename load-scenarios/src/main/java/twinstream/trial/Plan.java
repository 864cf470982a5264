package twinstream.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twinstream.balance.Balancers;
import twinstream.result.Pair;
import twinstream.result.TrialKey;
import twinstream.scenario.Load;
import twinstream.scenario.Patience;
import twinstream.scenario.Scenario;
import twinstream.transport.Compression;
import twinstream.transport.HttpTransport;
import twinstream.transport.Transports;

/// Which trials run, in which order: blocks that hold each transport once, or twice for a
/// self-check. Blocks come in twos of which one mirrors the other, so that over an even number of
/// them a drift inside the blocks favours nobody; over as many blocks as a block has trials (twice
/// as many where that is odd) each stands in each place, and after each other, equally often
/// (Williams 1949). The order of the blocks is drawn from the seed; scenarios take turns, so that
/// slow drift of the machine hits all alike.
public record Plan(long seed, List<Part> parts, List<TrialKey> trials) {
  private static final Duration START_AND_STOP = Duration.ofMillis(2_500);

  /// One scenario of a run.
  ///
  /// @param blocks how often each transport runs
  /// @param transports names of the trials of a block: transports, with [Pair#AGAIN] their repeats,
  ///   with [Pair#GATLING] those that Gatling reads
  public record Part(Scenario scenario, int blocks, List<String> transports) {
    public Part {
      if (blocks < 1 || blocks > 200) {
        throw new IllegalArgumentException("blocks must be from 1 to 200, but is " + blocks);
      }
      transports =
          transports.stream().flatMap(name -> varied(name, scenario).stream()).distinct().toList();
      transports.forEach(name -> Observable.require(name, scenario.at(Pair.settingOf(name))));
      transports.forEach(name -> requireCompressing(name, scenario.at(Pair.settingOf(name))));
      transports.forEach(name -> requireCarried(name, scenario.at(Pair.settingOf(name))));
      if (scenario.load() instanceof Load.Ladder && compression(scenario) != Compression.OFF) {
        throw new IllegalArgumentException(
            "%s can't be compressed: silent event streams have no compressor, and WebSockets agree on one when they open; leave compression off"
                .formatted(scenario.name()));
      }
      if (transports.contains(Transports.FLOOR) && scenario.load() instanceof Load.Flooded) {
        throw new IllegalArgumentException(
            "%s can't be flooded, because it cuts off whoever does not keep up; leave it out of %s"
                .formatted(Transports.FLOOR, scenario.name()));
      }
      if (transports.contains(Transports.FLOOR) && interrupts(scenario.load())) {
        throw new IllegalArgumentException(
            "%s has neither outbox nor resume, which is what %s is about; leave it out"
                .formatted(Transports.FLOOR, scenario.name()));
      }
    }

    // A plain name stands for one of each setting that the scenario varies.
    private static List<String> varied(String name, Scenario scenario) {
      return scenario.varied().isEmpty() || !Pair.settingOf(name).isEmpty()
          ? List.of(name)
          : scenario.varied().stream().map(setting -> at(setting, name)).toList();
    }

    private static String at(String setting, String name) {
      String transport = Pair.transportOf(name);
      return Pair.varied(transport, setting) + name.substring(transport.length());
    }

    private static boolean interrupts(Load load) {
      return load instanceof Load.Paced paced
          && !(paced.patience().then() instanceof Patience.Then.Leave);
    }

    // Before anything runs: a server would refuse to start.
    private static void requireCompressing(String name, Scenario scenario) {
      Compression wanted = compression(scenario);
      String transport = Pair.transportOf(name);
      if (!compresses(transport, wanted)) {
        throw new IllegalArgumentException(
            "%s has no compression %s; leave it out: --transports %s"
                .formatted(
                    transport,
                    wanted,
                    Transports.names().stream()
                        .filter(one -> compresses(one, wanted))
                        .collect(Collectors.joining(","))));
      }
    }

    private static void requireCarried(String name, Scenario scenario) {
      String balancer = scenario.nodes().balancer();
      if (balancer.equals(Balancers.READER)) {
        return;
      }
      if (scenario.conditions().tls()) {
        throw new IllegalArgumentException(
            "%s listens in cleartext; leave tls off, or the balancer at %s"
                .formatted(balancer, Balancers.READER));
      }
      String transport = Pair.transportOf(name);
      if (transport.equals(Transports.FLOOR) || !isHttp(transport)) {
        throw new IllegalArgumentException(
            "%s is no HTTP, so %s can't carry it; leave it out: --transports sse-h1,ws-h1"
                .formatted(transport, balancer));
      }
    }

    private static boolean isHttp(String transport) {
      return Transports.mounted(transport) instanceof HttpTransport;
    }

    private static boolean compresses(String transport, Compression wanted) {
      try {
        var _ =
            transport.equals(Transports.FLOOR)
                ? Transports.named(Transports.wireOf(transport)).compressing(wanted)
                : Transports.mounted(transport).compressing(wanted);
        return true;
      } catch (IllegalArgumentException _) {
        return false;
      }
    }

    private static Compression compression(Scenario scenario) {
      return Compression.of(scenario.conditions().compression());
    }

    /// The same with each transport a second time in each block, against itself (A/A); where a
    /// setting varies, in the first of its values.
    public Part selfChecked() {
      List<String> twice =
          transports.stream()
              .flatMap(name ->
                  Pair.isByGatling(name) || !isFirstOfItsTransport(name)
                      ? Stream.of(name)
                      : Stream.of(name, name + Pair.AGAIN))
              .toList();
      return new Part(scenario, blocks, twice);
    }

    private boolean isFirstOfItsTransport(String name) {
      String transport = Pair.transportOf(name);
      return transports.stream()
          .filter(other -> Pair.transportOf(other).equals(transport))
          .findFirst()
          .equals(Optional.of(name));
    }

    /// The same with each transport that Gatling can read read by it, too, in each block.
    public Part observedTwice() {
      List<String> more =
          transports.stream().filter(Observable::canBe).map(name -> name + Pair.GATLING).toList();
      return new Part(scenario, blocks, Stream.concat(transports.stream(), more.stream()).toList());
    }
  }

  public Plan {
    parts = List.copyOf(parts);
    trials = List.copyOf(trials);
  }

  /// The same plan for the same seed, on every machine.
  public static Plan of(long seed, List<Part> parts) {
    int rounds = parts.stream().mapToInt(Part::blocks).max().orElse(0);
    List<List<TrialKey>> perPart = parts.stream().map(part -> trials(seed, part)).toList();
    List<TrialKey> all = new ArrayList<>();
    for (int block = 1; block <= rounds; block++) {
      for (List<TrialKey> trials : perPart) {
        for (TrialKey trial : trials) {
          if (trial.block() == block) {
            all.add(trial);
          }
        }
      }
    }
    return new Plan(seed, parts, all);
  }

  private static List<TrialKey> trials(long seed, Part part) {
    // The generator is specified to the bit (java.util.Random), so a seed means the same order
    // everywhere.
    var random = new Random(seed * 31 + part.scenario().name().hashCode());
    List<List<String>> orders = orders(part, random);
    List<TrialKey> trials = new ArrayList<>();
    for (int block = 1; block <= part.blocks(); block++) {
      long blockSeed = random.nextLong();
      List<String> order = orders.get(block - 1);
      for (int position = 1; position <= order.size(); position++) {
        trials.add(
            new TrialKey(
                part.scenario().name(), order.get(position - 1), block, position, 1, blockSeed));
      }
    }
    return trials;
  }

  private static List<List<String>> orders(Part part, Random random) {
    List<String> first = new ArrayList<>(part.transports());
    Collections.shuffle(first, random);
    List<List<String>> orders = new ArrayList<>();
    for (int block = 0; block < part.blocks(); block++) {
      List<String> order = zigzag(first, block / 2);
      orders.add(block % 2 == 0 ? order : order.reversed());
    }
    Collections.shuffle(orders, random);
    return orders;
  }

  /// Places 0, 1, −1, 2, −2, … from a start, around the circle.
  private static List<String> zigzag(List<String> circle, int start) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < circle.size(); i++) {
      int step = i % 2 == 1 ? (i + 1) / 2 : -i / 2;
      order.add(circle.get(Math.floorMod(start + step, circle.size())));
    }
    return order;
  }

  /// The scenario of a trial, with the setting of its own where it has one.
  public Scenario scenario(TrialKey trial) {
    return part(trial).at(Pair.settingOf(trial.transport()));
  }

  private Scenario part(TrialKey trial) {
    return parts.stream()
        .map(Part::scenario)
        .filter(scenario -> scenario.name().equals(trial.scenario()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no scenario of this plan: " + trial.scenario()));
  }

  /// How long a trial takes at most, start and stop included.
  public Duration duration(TrialKey trial) {
    return scenario(trial).load().atMost().plus(START_AND_STOP);
  }

  /// How long some trials take at most.
  public Duration duration(List<TrialKey> some) {
    return some.stream().map(this::duration).reduce(Duration.ZERO, Duration::plus);
  }
}
