package dev.kato.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A data set, what its forecasts must reach, and what others reach on it by the same protocol. */
enum Task {
  BMS("bms.txt", 37.9, "37.4", "31.0", "30.8", 0.4),
  FIFA("fifa.txt", 39.9, "35.8", "27.2", "23.1", 0),
  LEVIATHAN("leviathan.txt", 18.7, "12.3", "17.8", "10.7", 0),
  HELPDESK("helpdesk.csv", 81.75, "79.2", "81.1", "81.4", 0.1);

  private final String file;
  private final double target;
  private final String predictionTree;
  private final String allOrders;
  private final String firstOrder;
  private final double recallThreshold;

  Task(
      String file,
      double target,
      String predictionTree,
      String allOrders,
      String firstOrder,
      double recallThreshold) {
    this.file = file;
    this.target = target;
    this.predictionTree = predictionTree;
    this.allOrders = allOrders;
    this.firstOrder = firstOrder;
    this.recallThreshold = recallThreshold;
  }

  List<Trial> trials(Path folder) throws IOException {
    Path path = folder.resolve(file);
    return file.endsWith(".csv") ? SequenceFile.cases(path) : SequenceFile.folds(path);
  }

  /** In percent, the accuracy that the specification gives. */
  double target() {
    return target;
  }

  /** In percent, what the specification gives for the compact prediction tree, CPT+. */
  String predictionTree() {
    return predictionTree;
  }

  /** In percent, what it gives for the Markov model of all orders up to a highest, AKOM. */
  String allOrders() {
    return allOrders;
  }

  /** In percent, what it gives for the Markov model of the first order, Mark1. */
  String firstOrder() {
    return firstOrder;
  }

  /** With which the best prediction's future is right most often, of 0, 0.1, 0.3, 0.4 and 0.5. */
  double recallThreshold() {
    return recallThreshold;
  }
}
