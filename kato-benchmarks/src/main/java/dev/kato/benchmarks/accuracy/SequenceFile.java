package dev.kato.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the data sets. */
final class SequenceFile {

  private SequenceFile() {}

  /** A file whose first line holds window and consequent, each other one a sequence. */
  static List<Trial> folds(Path file) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(List.of(line.trim().split("\\s+")));
    }
    List<String> head = lines.remove(0);
    return Trial.folds(lines, Integer.parseInt(head.get(0)), Integer.parseInt(head.get(1)));
  }

  /** A file with a case and an activity in each line, after a line that names them. */
  static List<Trial> cases(Path file) throws IOException {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      cases.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(cells[1]);
    }
    return Trial.lastThird(List.copyOf(cases.values()));
  }
}
