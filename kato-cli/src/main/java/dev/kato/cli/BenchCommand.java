package dev.kato.cli;

import dev.kato.cli.bench.LoadPlan;
import dev.kato.cli.bench.LoadReport;
import dev.kato.cli.bench.LoadTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts load on a server. */
@Command(
    name = "bench",
    description = {
      "Opens sessions on a running server and makes requests: seven of ten observe,",
      "two predict, one learns. Reports how many a second, and their latencies.",
      "Its users are named bench-*; what they learned is erased at the end."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  private static final String KEY = "KATO_BENCH_API_KEY";

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8000",
      description = "The server. (default: ${DEFAULT-VALUE})")
  private URI url = URI.create("http://127.0.0.1:8000");

  @Option(
      names = "--allow-remote",
      description = "Put load on a server beyond this machine. Only on one that is yours.")
  private boolean allowRemote;

  @Option(
      names = "--sessions",
      defaultValue = "100",
      description = "Live sessions, 1..100000. (default: ${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--users",
      defaultValue = "20",
      description = "Users the sessions belong to. (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--patterns",
      defaultValue = "0",
      description = "What each user knows before it is measured. (default: ${DEFAULT-VALUE})")
  private int patterns;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "Requests at the same time, 1..1024. (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--rate",
      split = ",",
      defaultValue = "0",
      description = {
        "Requests per second; latencies then count from the moment each was due.",
        "0 for as many as get answered; several are measured one after the other.",
        "(default: ${DEFAULT-VALUE})"
      })
  private List<Integer> rates = List.of();

  @Option(
      names = "--warm-up",
      defaultValue = "0",
      description = "Seconds of requests before measuring. (default: ${DEFAULT-VALUE})")
  private int warmUpSeconds;

  @Option(
      names = "--requests",
      defaultValue = "100000",
      description = "At most so many at each rate. (default: ${DEFAULT-VALUE})")
  private long requests;

  @Option(
      names = "--duration",
      defaultValue = "10",
      description = "At most so many seconds at each rate, 1..600. (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--pid",
      description = {
        "The server's process on this machine: also reports its processor time, and its",
        "heap after full collections, for which it stops a moment."
      })
  private @Nullable Long process;

  @Option(
      names = "--keep",
      description = "Leave sessions and knowledge of the bench users where they are.")
  private boolean keep;

  BenchCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    String host = Optional.ofNullable(url.getHost()).orElse("");
    if (host.isEmpty()) {
      throw new CommandFailure(CommandLine.ExitCode.USAGE, url + " names no host");
    }
    if (!allowRemote && !InetAddress.getByName(host).isLoopbackAddress()) {
      throw new CommandFailure(
          CommandLine.ExitCode.USAGE,
          host + " is not this machine: give --allow-remote if the server is yours");
    }
    LoadPlan plan =
        new LoadPlan(
            url,
            Optional.ofNullable(environment.get(KEY)),
            users,
            sessions,
            patterns,
            connections,
            rates,
            requests,
            Duration.ofSeconds(warmUpSeconds),
            Duration.ofSeconds(seconds),
            process == null ? OptionalLong.empty() : OptionalLong.of(process),
            keep);
    List<LoadReport> reports = LoadTest.run(plan);
    reports.forEach(spec.commandLine().getOut()::print);
    spec.commandLine().getOut().flush();
    return reports.stream().allMatch(report -> report.failures() == 0) ? 0 : 1;
  }
}
