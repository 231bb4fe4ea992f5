package dev.kato.session;

import dev.kato.model.Outcome;
import dev.kato.model.Receipt;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionState;
import dev.kato.processor.Step;
import dev.kato.session.Operation.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a session remembers of operations that had an id, to answer their repeats. */
final class Receipts {

  /** How many operations with an id a session remembers. */
  private static final int MOST = 32;

  /** How many observations these may have been, beyond the newest operation. */
  private static final int MOST_STEPS = 10_000;

  private Receipts() {}

  /** The answer the operation had before, if it had one. */
  static <T extends Outcome> Optional<T> answer(SessionState state, Operation<T> operation) {
    return operation
        .once()
        .flatMap(
            once ->
                state.receipts().stream()
                    .filter(receipt -> isOf(receipt, once))
                    .map(receipt -> once.type().cast(receipt.outcome()))
                    .findFirst());
  }

  private static boolean isOf(Receipt receipt, Once<?> once) {
    return receipt.uniqueId().equals(once.uniqueId()) && receipt.digest().equals(once.digest());
  }

  /**
   * Whether a state remembers the operation that made {@code next} of {@code before}, as it does
   * when others came after it; never if the operation had no id.
   */
  static boolean haveNewestOf(SessionState next, SessionState before, SessionState state) {
    int newest = next.receipts().size() - 1;
    return !next.receipts().equals(before.receipts())
        && state.receipts().contains(next.receipts().get(newest));
  }

  /** The step with which the session remembers the operation, if it has an id. */
  static <T extends Outcome> Step<T> with(Step<T> step, Operation<T> operation) {
    return operation
        .once()
        .map(
            once -> {
              List<Receipt> receipts = new ArrayList<>(step.state().receipts());
              receipts.add(new Receipt(once.uniqueId(), once.digest(), step.outcome()));
              return new Step<>(
                  step.state().withReceipts(newest(receipts)), step.learnings(), step.outcome());
            })
        .orElse(step);
  }

  /** The last one always, and as many before it as are within the bounds. */
  private static List<Receipt> newest(List<Receipt> receipts) {
    int from = receipts.size() - 1;
    int steps = 0;
    while (from > 0 && receipts.size() - from < MOST) {
      steps += steps(receipts.get(from - 1));
      if (steps > MOST_STEPS) {
        break;
      }
      from--;
    }
    return receipts.subList(from, receipts.size());
  }

  private static int steps(Receipt receipt) {
    return receipt.outcome() instanceof SequenceResult sequence ? sequence.steps().size() : 1;
  }
}
