package dev.kato.recall.scan;

import dev.kato.model.Metric;
import dev.kato.model.TimeLimitException;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.Int128;
import dev.kato.recall.index.PartView;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scans the parts of a knowledge base for members of an ensemble, with the help of other threads
 * when it is large and nobody else scans. Thread-safe.
 */
public final class Scanner {

  /** Sets of arrays that are kept while nobody uses them. */
  private static final int KEPT = 16;

  private final Executor helpers;
  private final int parallelism;
  private final int worthSharing;
  private final AtomicInteger running = new AtomicInteger();
  private final ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();

  /**
   * A scanner.
   *
   * @param parallelism most threads for one scan, the asking one included
   * @param worthSharing patterns from which more than one are used
   */
  public Scanner(Executor helpers, int parallelism, int worthSharing) {
    this.worthSharing = worthSharing;
    this.helpers = helpers;
    this.parallelism = parallelism;
  }

  /**
   * The question a scan answers.
   *
   * @param symbols their symbols
   * @param patterns how many there are
   * @param frequencies the sum of theirs
   * @param wanted at least the best so many are found
   * @param budget of the thread that asks
   */
  public record Query(
      List<PartView> parts,
      SymbolTable symbols,
      long patterns,
      int[] state,
      StateSymbols stateSymbols,
      Threshold threshold,
      Metric metric,
      boolean weighted,
      int wanted,
      Int128 frequencies,
      Budget budget) {}

  /** What was found; to be closed when it has been read. */
  public final class Result implements AutoCloseable {
    private final List<Worker> workers;

    Result(List<Worker> workers) {
      this.workers = workers;
      for (Worker worker : workers.subList(1, workers.size())) {
        ensemble().addAll(worker.ensemble);
        futures().addAll(worker.futures);
      }
    }

    /** All sums and contenders. */
    public Ensemble ensemble() {
      return workers.get(0).ensemble;
    }

    /** All members that have a future. */
    public FutureGroups futures() {
      return workers.get(0).futures;
    }

    @Override
    public void close() {
      for (Worker worker : workers) {
        worker.ensemble.release(worker.buffers);
        if (idle.size() < KEPT) {
          idle.add(worker.buffers);
        }
      }
    }
  }

  /** One thread's share of a scan. */
  private static final class Worker {
    final Buffers buffers;
    final Ensemble ensemble;
    final FutureGroups futures;
    private final PartScan scan;

    Worker(Query query, Buffers buffers, FutureGroups futures, Budget budget) {
      this.buffers = buffers;
      this.futures = futures;
      RankBound bound = new RankBound(query.metric, query.state.length, query.weighted);
      ensemble =
          new Ensemble(
              bound,
              query.wanted,
              query.state.length,
              query.stateSymbols,
              query.frequencies,
              buffers);
      scan =
          new PartScan(query.state, query.stateSymbols, query.threshold, ensemble, buffers, budget);
    }

    void work(Query query, int[] order, AtomicInteger next) {
      for (int i = next.getAndIncrement(); i < order.length; i = next.getAndIncrement()) {
        scan.scan(query.parts.get(order[i]), order[i]);
      }
      ensemble.futures().addTo(futures, query.state.length);
    }
  }

  /** A share of a scan that either a helper begins or the asking thread calls off. */
  private final class Help implements Runnable {
    private final Query query;
    private final int[] order;
    private final AtomicInteger next;
    private final FutureGroups futures;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<Worker> done = new CompletableFuture<>();

    Help(Query query, int[] order, AtomicInteger next, FutureGroups futures) {
      this.query = query;
      this.order = order;
      this.next = next;
      this.futures = futures;
    }

    @Override
    public void run() {
      if (taken.compareAndSet(false, true)) {
        try {
          Budget share = query.budget.share();
          done.complete(work(query, order, next, futures.sibling(share), share));
        } catch (RuntimeException | Error e) {
          done.completeExceptionally(e);
        }
      }
    }

    boolean calledOff() {
      return taken.compareAndSet(false, true);
    }

    /** Waits: what was begun looks at the budget, too. */
    Worker result() {
      try {
        return done.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof TimeLimitException over) {
          throw over;
        }
        throw e;
      }
    }
  }

  public Result scan(Query query) {
    int[] largestFirst = largestFirst(query.parts);
    AtomicInteger next = new AtomicInteger();
    FutureGroups futures = new FutureGroups(query.symbols, query.budget);
    boolean alone = running.getAndIncrement() == 0;
    try {
      List<Help> helps = List.of();
      if (alone && query.patterns >= worthSharing) {
        helps = call(query, largestFirst, next, futures);
      }
      List<Worker> workers = new ArrayList<>();
      workers.add(work(query, largestFirst, next, futures, query.budget));
      for (Help help : helps) {
        if (!help.calledOff()) {
          workers.add(help.result());
        }
      }
      return new Result(workers);
    } catch (RuntimeException | Error e) {
      query.budget.end();
      throw e;
    } finally {
      running.decrementAndGet();
    }
  }

  /** Heap in bytes of the arrays that are kept while nobody uses them. */
  public long heapBytes() {
    return idle.stream().mapToLong(Buffers::heapBytes).sum();
  }

  /** So that no thread begins a large part when the others are done. */
  private static int[] largestFirst(List<PartView> parts) {
    int[] order = new int[parts.size()];
    for (int part = 0; part < order.length; part++) {
      int at = part;
      while (at > 0 && parts.get(order[at - 1]).block().count() < parts.get(part).block().count()) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = part;
    }
    return order;
  }

  private Worker work(
      Query query, int[] order, AtomicInteger next, FutureGroups futures, Budget budget) {
    Buffers pooled = idle.poll();
    Buffers buffers = (pooled == null ? new Buffers() : pooled).lend();
    Worker worker = new Worker(query, buffers, futures, budget);
    worker.work(query, order, next);
    return worker;
  }

  private List<Help> call(Query query, int[] order, AtomicInteger next, FutureGroups futures) {
    List<Help> helps = new ArrayList<>();
    try {
      for (int i = 1; i < Math.min(parallelism, order.length); i++) {
        Help help = new Help(query, order, next, futures);
        // Listed first: it may be begun even if no thread could be started for it.
        helps.add(help);
        helpers.execute(help);
      }
    } catch (RuntimeException | Error e) {
      // Fewer threads give the same result.
    }
    return helps;
  }
}
