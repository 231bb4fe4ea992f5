package dev.kato.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;

/**
 * Sequences to learn, and others to ask about.
 *
 * @param learned in order
 * @param questions that accuracy is measured with
 * @param steps each outcome of the tested sequences, after all that came before it in its sequence
 */
record Trial(List<List<String>> learned, List<Question> questions, List<Question> steps) {

  /** An outcome that is no symbol: the sequence is over. */
  static final String END = "";

  private static final int FOLDS = 14;

  /** The specification leaves the first three out. */
  private static final int FIRST_FOLD = 3;

  /** Folds 4 to 14: each asks for the last symbols of its own lines and learns all others. */
  static List<Trial> folds(List<List<String>> sequences, int window, int consequent) {
    List<Trial> trials = new ArrayList<>();
    int size = sequences.size() / FOLDS;
    for (int fold = FIRST_FOLD; fold < FOLDS; fold++) {
      int from = fold * size;
      int to = fold == FOLDS - 1 ? sequences.size() : from + size;
      List<List<String>> learned = new ArrayList<>(sequences.subList(0, from));
      learned.addAll(sequences.subList(to, sequences.size()));
      List<Question> questions = new ArrayList<>();
      List<Question> steps = new ArrayList<>();
      for (List<String> sequence : sequences.subList(from, to)) {
        steps.addAll(steps(sequence, 1));
        int at = sequence.size() - consequent;
        if (at > 0) {
          List<String> context = sequence.subList(Math.max(0, at - window), at);
          questions.add(new Question(context, sequence.subList(at, sequence.size()), false));
        }
      }
      trials.add(new Trial(learned, questions, steps));
    }
    return trials;
  }

  /** The first two thirds are learned; of the others each prefix of at least two is asked about. */
  static List<Trial> lastThird(List<List<String>> sequences) {
    int learned = sequences.size() * 2 / 3;
    List<Question> steps = new ArrayList<>();
    for (List<String> sequence : sequences.subList(learned, sequences.size())) {
      steps.addAll(steps(sequence, 2));
    }
    return List.of(new Trial(sequences.subList(0, learned), steps, steps));
  }

  private static List<Question> steps(List<String> sequence, int shortest) {
    List<Question> steps = new ArrayList<>();
    for (int at = shortest; at <= sequence.size(); at++) {
      steps.add(new Question(sequence.subList(0, at), List.of(outcome(sequence, at)), true));
    }
    return steps;
  }

  /** What comes after so many symbols. */
  static String outcome(List<String> sequence, int at) {
    return at < sequence.size() ? sequence.get(at) : END;
  }
}
