package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.OpenPart;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.symbols.SymbolTable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members that no number holds are kept, too. */
class FutureMembersTest {

  @Test
  void giantsAreKeptWithAsManyMatchesAsTheyMayHave() {
    List<Event> events = Collections.nCopies(3, new Event(Collections.nCopies(1_000_000, "c")));
    int[] ids = new int[3_000_000];
    OpenPart part = new OpenPart(1);
    part.add(
        new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of()), ids, null);
    FutureMembers members = new FutureMembers(new long[0]);
    members.beginPart(part.part().freeze());

    members.add(0, ids.length, 1_500_000, 1_400_000);

    SymbolTable table = new SymbolTable();
    table.intern("c");
    FutureGroups groups = new FutureGroups(table, Budget.unlimited());
    members.addTo(groups, 2);
    assertThat(groups.best(9, 0.5))
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.totalWeightedFrequency()).isEqualTo(3_000_000.0 / 3_000_002);
              assertThat(Event.countSymbols(only.future())).isEqualTo(1_400_000);
            });
  }
}
