package dev.kato.cli.evaluate;

import dev.kato.cli.evaluate.Scoreboard.Listed;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Goes through sequences: what a forecast said before each event is compared with what came, the
 * end of the sequence included; then the sequence is learned. The first event of a sequence is not
 * asked for, as nothing was observed before it.
 */
public final class Evaluation {

  private final Server server;
  private final int limit;
  private final Scoreboard scoreboard = new Scoreboard();

  /**
   * An evaluation.
   *
   * @param limit most outcomes that a forecast lists
   */
  public Evaluation(Server server, int limit) {
    this.server = server;
    this.limit = limit;
  }

  /**
   * Goes through all lines.
   *
   * @param progress hears of the number of each line that is done
   * @throws IllegalArgumentException naming a line that is no sequence
   * @throws IOException if the server does not answer, or refuses
   */
  public Scoreboard run(BufferedReader lines, LongConsumer progress)
      throws IOException, InterruptedException {
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      List<List<String>> events = Sequences.parse(number, line);
      if (!events.isEmpty()) {
        run(events);
      }
      progress.accept(number);
    }
    return scoreboard;
  }

  private void run(List<List<String>> events) throws IOException, InterruptedException {
    server.clear();
    Listed listed = server.observe(events.get(0), limit);
    scoreboard.see(events.get(0));
    for (List<String> event : events.subList(1, events.size())) {
      scoreboard.count(listed, event);
      scoreboard.see(event);
      listed = server.observe(event, limit);
    }
    scoreboard.count(listed, List.of(Listed.END));
    scoreboard.sequenceEnded();
    server.learn();
  }
}
