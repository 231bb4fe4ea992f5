package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.kato.model.Event;
import dev.kato.model.PatternName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of the guides: each block of them either runs here, against a cluster, or says what
 * it needs that is not here.
 */
class GuidesTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash *([^\\n]*)\\n(.*?)^```$");
  private static final Set<String> ELSEWHERE = Set.of("docker", "kubernetes", "production");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private static Path folder;
  private static LocalCluster cluster;

  @BeforeAll
  static void startCluster() throws IOException {
    Path data = Files.createDirectory(folder.resolve("cluster"));
    cluster = LocalCluster.start(data, 2, Map.of());
    leaveAKnowledgeBaseOfThePythonService();
  }

  private static void leaveAKnowledgeBaseOfThePythonService() {
    try (MongoClient client = MongoClients.create(cluster.mongo())) {
      List<List<String>> events = List.of(List.of("from"), List.of("python"));
      PatternName name = PatternName.of(events.stream().map(Event::new).toList());
      client
          .getDatabase("alice_kato")
          .getCollection("patterns_kb")
          .insertOne(
              new Document("name", name.hash())
                  .append("pattern_data", events)
                  .append("length", 2)
                  .append("frequency", 7)
                  .append("emotives", List.of(Map.of("joy", 0.5))));
    }
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operations",
        "deployment",
        "migration-from-v1",
        "backup-restore",
        "rollback",
        "security",
        "troubleshooting",
        "sizing"
      })
  void everyCommandWorksOrSaysWhatItNeeds(String guide) throws Exception {
    List<String> commands = new ArrayList<>();
    Iterable<MatchResult> blocks =
        BLOCK.matcher(Files.readString(ROOT.resolve("docs/" + guide + ".md"))).results()::iterator;
    for (MatchResult block : blocks) {
      String mark = block.group(1).strip();
      if (mark.equals("run")) {
        commands.add(block.group(2));
      } else {
        assertThat(ELSEWHERE).as("mark of the block:\n" + block.group(2)).contains(mark);
      }
    }
    assertThat(commands).isNotEmpty();
    run(guide, String.join("\n", commands));
  }

  private static void run(String guide, String commands) throws Exception {
    Path work = Files.createDirectory(folder.resolve(guide));
    Files.createSymbolicLink(work.resolve("deploy"), ROOT.resolve("deploy"));
    Path log = folder.resolve(guide + ".log");
    String script =
        """
        set -euo pipefail
        trap 'jobs -p | xargs -r kill; wait' EXIT
        . "$KATO_LOCAL_DIR/stores.env"
        # A program and no function, so that what runs in the background is kato itself.
        printf '#!/bin/sh\nexec "$KATO_JAVA" -Xmx256m -jar "$KATO_SERVER_JAR" "$@"\n' > kato
        chmod +x kato
        PATH="$PWD:$PATH"
        """
            + commands;
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    builder.environment().putAll(cluster.environment());
    builder.environment().put("KATO_URL", cluster.uri().toString());
    builder.directory(work.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.delete(work.resolve("deploy"));
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }
}
