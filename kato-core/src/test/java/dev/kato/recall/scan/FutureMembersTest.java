package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.index.OpenPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members are visited as they were added, those that no number holds, too. */
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

    List<String> visited = new ArrayList<>();
    members.forEach(
        FutureFilter.everything(),
        (view, number, matches, presentTo) ->
            visited.add(number + " " + matches + " " + (ids.length - presentTo)));
    assertThat(visited).containsExactly("0 1500000 1400000");
  }
}
