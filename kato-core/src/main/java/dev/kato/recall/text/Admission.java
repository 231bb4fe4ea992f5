package dev.kato.recall.text;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.recall.align.Alignment;
import dev.kato.recall.align.BlockMatcher;
import dev.kato.recall.align.State;
import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.score.Member;
import dev.kato.recall.symbols.SymbolTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether a pattern belongs to the ensemble. For one question; not thread-safe. */
public final class Admission {

  private final State state;
  private final SymbolTable table;
  private final SessionConfig config;
  private final EnsembleFilter filter;
  private final @Nullable FuzzyReader fuzzy;
  private final BlockMatcher matcher = new BlockMatcher();
  private final Set<Integer> distinct;
  private final TextSimilarity text;

  public Admission(State state, SymbolTable table, SessionConfig config, EnsembleFilter filter) {
    this.state = state;
    this.table = table;
    this.config = config;
    this.filter = filter;
    this.fuzzy =
        config.fuzzyTokenThreshold() > 0
            ? new FuzzyReader(state, table, config.fuzzyTokenThreshold())
            : null;
    this.distinct = Arrays.stream(state.ids()).boxed().collect(Collectors.toSet());
    this.text = new TextSimilarity(String.join(" ", state.texts()));
  }

  /** The member that {@code content} makes, if it is one. */
  public Optional<Member> admit(PatternContent content) {
    if (!passesFilter(content)) {
      return Optional.empty();
    }
    int[] reading = fuzzy == null ? state.ids() : fuzzy.read(content.symbols());
    matcher.align(content.symbols(), reading);
    if (matcher.matches() == 0 && config.recallThreshold() > 0) {
      return Optional.empty();
    }
    long common = 2L * matcher.matches();
    long total = (long) content.symbols().length + state.length();
    if (!config.useTokenMatching()) {
      TextSimilarity read = fuzzy == null ? text : new TextSimilarity(join(reading));
      int[] other = join(content.symbols()).codePoints().toArray();
      common = 2L * read.common(other);
      total = (long) read.length() + other.length;
    }
    if ((double) common / total < config.recallThreshold()) {
      return Optional.empty();
    }
    Alignment alignment = matcher.result(content.symbols().length);
    return Optional.of(new Member(content, reading, alignment, common, total));
  }

  private String join(int[] ids) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < ids.length; i++) {
      joined.append(i == 0 ? "" : " ");
      joined.append(ids[i] < 0 ? state.texts().get(i) : table.symbol(ids[i]));
    }
    return joined.toString();
  }

  private boolean passesFilter(PatternContent content) {
    if (filter.equals(EnsembleFilter.NONE)) {
      return true;
    }
    double ratio = (double) content.symbols().length / state.length();
    return ratio >= filter.minLengthRatio()
        && ratio <= filter.maxLengthRatio()
        && (filter.firstSymbol() == null
            || table.symbol(content.symbols()[0]).equals(filter.firstSymbol()))
        && overlaps(content)
        && (filter.minTextSimilarity() == 0
            || text.similarity(join(content.symbols())) >= filter.minTextSimilarity());
  }

  private boolean overlaps(PatternContent content) {
    Set<Integer> own = Arrays.stream(content.symbols()).boxed().collect(Collectors.toSet());
    Set<Integer> all = new HashSet<>(distinct);
    all.addAll(own);
    int common = distinct.size() + own.size() - all.size();
    return common >= filter.minOverlap() && (double) common / all.size() >= filter.minJaccard();
  }
}
