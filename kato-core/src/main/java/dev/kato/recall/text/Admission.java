package dev.kato.recall.text;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.recall.align.BlockMatcher;
import dev.kato.recall.align.TextSimilarity;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.Reading;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether a pattern belongs to the ensemble. For one question; not thread-safe. */
final class Admission {

  private final Texts texts;
  private final SessionConfig config;
  private final EnsembleFilter filter;
  private final Budget budget;
  private final @Nullable FuzzyReader fuzzy;
  private final BlockMatcher matcher;
  private final Set<Integer> distinct;

  Admission(Texts texts, SessionConfig config, EnsembleFilter filter) {
    this.texts = texts;
    this.config = config;
    this.filter = filter;
    this.budget = texts.budget();
    Likeness likeness = texts.likeness();
    this.fuzzy =
        likeness == null
            ? null
            : new FuzzyReader(texts.state(), texts.stateSymbols(), likeness, texts.budget());
    this.matcher = new BlockMatcher(texts.budget());
    this.distinct = Arrays.stream(texts.state().ids()).boxed().collect(Collectors.toSet());
  }

  /** The member that {@code content} makes, if it is one. */
  Optional<Member> admit(PatternContent content) {
    if (!passesFilter(content)) {
      return Optional.empty();
    }
    int[] symbols = content.symbols();
    Reading reading = read(symbols);
    matcher.align(symbols, reading.ids());
    if (matcher.matches() == 0 && config.recallThreshold() > 0) {
      return Optional.empty();
    }
    return config.useTokenMatching()
        ? admit(
            content, reading, 2L * matcher.matches(), symbols.length + (long) reading.ids().length)
        : admitByText(content, reading);
  }

  /** The member that {@code content} would make if all were. */
  Member compare(PatternContent content) {
    int[] symbols = content.symbols();
    Reading reading = read(symbols);
    matcher.align(symbols, reading.ids());
    if (config.useTokenMatching()) {
      long total = symbols.length + (long) reading.ids().length;
      return member(content, reading, 2L * matcher.matches(), total);
    }
    TextSimilarity read = text(reading);
    int[] text = texts.join(symbols);
    return member(
        content, reading, 2L * read.common(text, budget), (long) read.length() + text.length);
  }

  private Reading read(int[] symbols) {
    return fuzzy == null ? Reading.literal(texts.state().ids()) : fuzzy.read(symbols);
  }

  private TextSimilarity text(Reading reading) {
    boolean literal = reading.ids() == texts.state().ids();
    return literal ? texts.whole() : new TextSimilarity(texts.join(reading.ids()));
  }

  private Member member(PatternContent content, Reading reading, long common, long total) {
    return new Member(content, reading, matcher.result(content.symbols().length), common, total);
  }

  private Optional<Member> admit(PatternContent content, Reading reading, long common, long total) {
    return reaches(common, total, config.recallThreshold())
        ? Optional.of(member(content, reading, common, total))
        : Optional.empty();
  }

  private Optional<Member> admitByText(PatternContent content, Reading reading) {
    TextSimilarity read = text(reading);
    int[] text = texts.join(content.symbols());
    long total = (long) read.length() + text.length;
    return reaches(2L * read.mostCommon(text, budget), total, config.recallThreshold())
        ? admit(content, reading, 2L * read.common(text, budget), total)
        : Optional.empty();
  }

  private static boolean reaches(long common, long total, double threshold) {
    return (double) common / total >= threshold;
  }

  private boolean passesFilter(PatternContent content) {
    if (filter.equals(EnsembleFilter.NONE)) {
      return true;
    }
    double ratio = (double) content.symbols().length / texts.state().length();
    return ratio >= filter.minLengthRatio()
        && ratio <= filter.maxLengthRatio()
        && (filter.firstSymbol() == null
            || texts.table().symbol(content.symbols()[0]).equals(filter.firstSymbol()))
        && overlaps(content)
        && (filter.minTextSimilarity() == 0 || isSimilar(texts.join(content.symbols())));
  }

  private boolean isSimilar(int[] text) {
    TextSimilarity whole = texts.whole();
    double least = filter.minTextSimilarity();
    return reaches(2L * whole.mostCommon(text, budget), (long) whole.length() + text.length, least)
        && whole.similarity(text, budget) >= least;
  }

  private boolean overlaps(PatternContent content) {
    budget.spend(content.symbols().length + (long) distinct.size());
    Set<Integer> own = Arrays.stream(content.symbols()).boxed().collect(Collectors.toSet());
    Set<Integer> all = new HashSet<>(distinct);
    all.addAll(own);
    int common = distinct.size() + own.size() - all.size();
    return common >= filter.minOverlap() && (double) common / all.size() >= filter.minJaccard();
  }
}
