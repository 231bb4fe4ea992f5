package dev.kato.recall.text;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.score.Member;
import java.util.List;

/** Finds the members of an ensemble by reading pattern by pattern, or reads one pattern. */
public final class MemberReader {

  private MemberReader() {}

  /** All members, in the order in which the snapshot has their patterns. */
  public static List<Member> read(
      Snapshot knowledge,
      State state,
      StateSymbols stateSymbols,
      SessionConfig config,
      EnsembleFilter filter,
      Budget budget) {
    Texts texts = Texts.of(state, stateSymbols, knowledge.table(), config, budget);
    Prefilter prefilter = new Prefilter(texts, config, filter);
    Admission admission = new Admission(texts, config, filter);
    return knowledge
        .contents(prefilter)
        .flatMap(pattern -> admission.admit(pattern).stream())
        .toList();
  }

  /** One pattern, whether it is a member or not. */
  public static Member compare(
      PatternContent pattern,
      Snapshot knowledge,
      State state,
      StateSymbols stateSymbols,
      SessionConfig config,
      Budget budget) {
    Texts texts = Texts.of(state, stateSymbols, knowledge.table(), config, budget);
    return new Admission(texts, config, EnsembleFilter.NONE).compare(pattern);
  }
}
