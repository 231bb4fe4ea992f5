package dev.kato.storage.redis;

import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import java.security.cert.CertificateException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Tells what passes by itself from what an operator must mend, and names it without secrets. */
final class Failures {

  private static final String STORE = "redis";

  /** What an error of Redis means if its text has this in it. */
  private record Meaning(String text, String problem) {}

  /**
   * In the order in which they are looked for. Redis 6 puts an error that a script meets behind a
   * text of its own, so the place in the message says nothing.
   */
  private static final List<Meaning> REFUSALS =
      List.of(
          new Meaning("NOAUTH", "it wants a password"),
          new Meaning("WRONGPASS", "the user or the password is wrong"),
          new Meaning("invalid password", "the user or the password is wrong"),
          new Meaning("without any password configured", "a password is given, but it has none"),
          new Meaning("DENIED", "it is in protected mode and serves its own machine only"),
          new Meaning("can't access at least one of the keys", "the user may not use these keys"),
          new Meaning("access one of the keys", "the user may not use these keys"),
          new Meaning("access a key", "the user may not use these keys"),
          new Meaning("NOPERM", "the user lacks the right to a command"),
          new Meaning("can't run this command", "the user lacks the right to a command"),
          new Meaning("DB index", "it has no database of this number"),
          new Meaning("SELECT is not allowed", "a cluster has no database of this number"),
          new Meaning("MOVED", "it is part of a cluster, and this is no client for one"),
          new Meaning("cluster support disabled", "it is no cluster, and this is a client for one"),
          new Meaning("WRONGTYPE", "a key with this prefix holds something else"),
          new Meaning("unknown command", "it lacks a command that is needed"),
          new Meaning("Unknown Redis command", "it lacks a command that is needed"));

  /** What may be over in a moment: it is tried again within the time of the call. */
  private static final List<Meaning> SHORT =
      List.of(
          new Meaning("READONLY", "it is a replica, which takes no writes"),
          new Meaning("LOADING", "it is loading its data"),
          new Meaning("BUSY", "a script keeps it busy"),
          new Meaning("MASTERDOWN", "its primary is away"),
          new Meaning("CLUSTERDOWN", "its cluster is not ready"),
          new Meaning("TRYAGAIN", "its cluster moves keys"));

  private static final List<Meaning> LONG =
      List.of(
          new Meaning("OOM", "its memory is full"),
          new Meaning("MISCONF", "it cannot write to its disk"),
          new Meaning("NOREPLICAS", "too few replicas follow it"),
          new Meaning("max number of clients", "it has too many clients"));

  private Failures() {}

  static StorageUnavailableException unavailable(String problem, @Nullable Throwable cause) {
    return new StorageUnavailableException(STORE, problem, cause);
  }

  static StorageRefusedException refused(String problem, @Nullable Throwable cause) {
    return new StorageRefusedException(STORE, problem, cause);
  }

  /** What was thrown, without the wrapping of futures. */
  static Throwable cause(Throwable failure) {
    boolean wrapper =
        failure instanceof ExecutionException || failure instanceof CompletionException;
    return wrapper && failure.getCause() != null ? cause(failure.getCause()) : failure;
  }

  /** What the operator has to mend, if that is what it takes. */
  static Optional<StorageRefusedException> refusal(Throwable failure) {
    if (chain(failure).stream().anyMatch(CertificateException.class::isInstance)) {
      return Optional.of(refused("its certificate is not trusted", failure));
    }
    return meaning(REFUSALS, failure).map(problem -> refused(problem, failure));
  }

  /** Whether another try at once may help. */
  static boolean mayPass(Throwable failure) {
    return failure instanceof Exception
        && (!isAnswer(failure) || meaning(SHORT, failure).isPresent());
  }

  /** Whether this is the answer of a replica, as a primary becomes when another takes over. */
  static boolean isReadOnly(Throwable failure) {
    return answers(failure).stream().anyMatch(text -> text.contains("READONLY"));
  }

  /** What to report when trying again has not helped. */
  static StorageUnavailableException unavailable(Throwable failure) {
    String problem =
        meaning(SHORT, failure)
            .or(() -> meaning(LONG, failure))
            .orElse(isAnswer(failure) ? "the command failed" : "no connection");
    return unavailable(problem, failure);
  }

  /** Whether Redis said anything. */
  static boolean isAnswer(Throwable failure) {
    return !answers(failure).isEmpty();
  }

  private static Optional<String> meaning(List<Meaning> meanings, Throwable failure) {
    List<String> answers = answers(failure);
    return meanings.stream()
        .filter(each -> answers.stream().anyMatch(text -> text.contains(each.text())))
        .map(Meaning::problem)
        .findFirst();
  }

  /** What Redis said: also the reason why a connection could not be made. */
  private static List<String> answers(Throwable failure) {
    return chain(failure).stream()
        .filter(RedisCommandExecutionException.class::isInstance)
        .map(each -> String.valueOf(each.getMessage()))
        .toList();
  }

  /** The failure and its causes; the client for a cluster keeps them as suppressed ones. */
  private static Set<Throwable> chain(Throwable failure) {
    Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(failure, found);
    return found;
  }

  private static void collect(@Nullable Throwable failure, Set<Throwable> found) {
    if (failure != null && found.add(failure)) {
      collect(failure.getCause(), found);
      for (Throwable suppressed : failure.getSuppressed()) {
        collect(suppressed, found);
      }
    }
  }
}
