package dev.kato.processor;

import dev.kato.model.OverloadedException;
import dev.kato.model.TimeLimitException;
import dev.kato.model.UserId;
import dev.kato.recall.base.Budget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Bounds how many recalls compute at once, each in the thread that asks. Of those that have to wait
 * the users take turns, and of one user's the first goes first: however many one user asks for,
 * another's next one waits for a single recall at most when all places are taken. Thread-safe.
 */
public final class RecallPlaces {

  private final int waitingPerUser;
  private final ReentrantLock lock = new ReentrantLock();

  /** Users with recalls that wait; the next turn is the first one's, who then goes to the end. */
  private final Map<UserId, Deque<Waiting>> queues = new LinkedHashMap<>();

  private int free;

  /**
   * All of them free.
   *
   * @param places most recalls at once
   * @param waitingPerUser most recalls of one user that wait for a place
   */
  public RecallPlaces(int places, int waitingPerUser) {
    this.free = places;
    this.waitingPerUser = waitingPerUser;
  }

  private static final class Waiting {
    private final Condition called;
    private boolean hasPlace;

    private Waiting(Condition called) {
      this.called = called;
    }
  }

  /**
   * Computes when there is a place.
   *
   * @throws OverloadedException if too many of the user's recalls wait already, or the budget's
   *     time is over before there is a place
   * @throws TimeLimitException if the thread is interrupted while it waits
   */
  public <T> T inTurn(UserId user, Budget budget, Supplier<T> recall) {
    take(user, budget);
    try {
      return recall.get();
    } finally {
      giveBack();
    }
  }

  /** Places that nobody has. */
  int free() {
    lock.lock();
    try {
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Recalls that wait. */
  int waiting() {
    lock.lock();
    try {
      return queues.values().stream().mapToInt(Deque::size).sum();
    } finally {
      lock.unlock();
    }
  }

  private void take(UserId user, Budget budget) {
    lock.lock();
    try {
      if (free > 0) {
        // Then nobody waits: a place that becomes free goes to who does.
        free--;
        return;
      }
      Deque<Waiting> queue = queues.computeIfAbsent(user, key -> new ArrayDeque<>());
      if (queue.size() >= waitingPerUser) {
        throw new OverloadedException("Too many recalls of this user wait");
      }
      Waiting mine = new Waiting(lock.newCondition());
      queue.add(mine);
      await(user, queue, mine, budget);
    } finally {
      lock.unlock();
    }
  }

  private void await(UserId user, Deque<Waiting> queue, Waiting mine, Budget budget) {
    boolean done = false;
    try {
      while (!mine.hasPlace) {
        long left = budget.nanosLeft();
        if (left <= 0) {
          throw new OverloadedException("There was no place for a recall in time");
        }
        mine.called.await(left, TimeUnit.NANOSECONDS);
      }
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TimeLimitException.interrupted();
    } finally {
      if (!done) {
        leave(user, queue, mine);
      }
    }
  }

  /** Who gives up may have been given a place at that moment: the next one gets it. */
  private void leave(UserId user, Deque<Waiting> queue, Waiting mine) {
    if (mine.hasPlace) {
      passOn();
    } else {
      queue.remove(mine);
      if (queue.isEmpty()) {
        queues.remove(user);
      }
    }
  }

  private void giveBack() {
    lock.lock();
    try {
      passOn();
    } finally {
      lock.unlock();
    }
  }

  private void passOn() {
    if (queues.isEmpty()) {
      free++;
      return;
    }
    Map.Entry<UserId, Deque<Waiting>> turn = queues.entrySet().iterator().next();
    UserId user = turn.getKey();
    Deque<Waiting> queue = turn.getValue();
    queues.remove(user);
    Waiting next = queue.remove();
    if (!queue.isEmpty()) {
      queues.put(user, queue);
    }
    next.hasPlace = true;
    next.called.signal();
  }
}
