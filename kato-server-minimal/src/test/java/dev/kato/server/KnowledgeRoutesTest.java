package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeRoutesTest extends WithServer {

  private static String learn(String user, String... strings) {
    String session = kato.openSession(user);
    kato.post(
            session + "/observe",
            Map.of("strings", strings, "emotives", Map.of("joy", 1), "metadata", Map.of("k", true)))
        .ok();
    String name = kato.post(session + "/learn").ok().at("/pattern_name").textValue();
    kato.delete(session).ok();
    return name;
  }

  private static String escaped(String name) {
    return name.replace("|", "%7C");
  }

  @Test
  void patternsAreBrowsedPageByPage() {
    for (int i = 0; i < 5; i++) {
      learn("browser", "a" + i, "b");
    }

    List<String> names = new ArrayList<>();
    String after = "";
    do {
      Answer page = kato.get("/v2/users/browser/patterns?limit=2" + after).ok();
      page.at("/patterns").forEach(pattern -> names.add(pattern.get("name").textValue()));
      after = "&after=" + escaped(page.at("/next").asText());
    } while (!after.equals("&after=null"));

    assertThat(names).hasSize(5).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPatternIsReadByNameWithAndWithoutPrefix() {
    String name = learn("reader", "b", "a");

    Answer pattern = kato.get("/v2/users/reader/patterns/" + escaped(name)).ok();

    assertThat(pattern.at("/name").textValue()).isEqualTo(name);
    assertThat(pattern.at("/pattern_data")).hasToString("[[\"a\",\"b\"]]");
    assertThat(pattern.at("/length").intValue()).isEqualTo(2);
    assertThat(pattern.at("/frequency").intValue()).isEqualTo(1);
    assertThat(pattern.at("/emotives/0/joy").doubleValue()).isEqualTo(1);
    assertThat(pattern.at("/metadata/k/0").textValue()).isEqualTo("True");
    assertThat(pattern.at("/affinity/joy").doubleValue()).isEqualTo(1);
    assertThat(kato.get("/v2/users/reader/patterns/" + name.substring(5)).ok().text())
        .isEqualTo(pattern.text());
  }

  @Test
  void anUnknownPatternIsNotFound() {
    String path = "/v2/users/nobody/patterns/" + "0".repeat(40);

    kato.get(path).failed(404, "PATTERN_NOT_FOUND");
    kato.put(path, Map.of("frequency", 2)).failed(404, "PATTERN_NOT_FOUND");
    kato.delete(path).failed(404, "PATTERN_NOT_FOUND");
    kato.get("/v2/users/nobody/patterns/none").failed(404, "PATTERN_NOT_FOUND");
  }

  @Test
  void frequencyAndEmotivesAreCorrected() {
    String path = "/v2/users/corrector/patterns/" + learn("corrector", "a", "b").substring(5);

    Answer corrected =
        kato.put(path, Map.of("frequency", 9, "emotives", List.of(Map.of("fear", -1)))).ok();

    assertThat(corrected.at("/frequency").intValue()).isEqualTo(9);
    assertThat(corrected.at("/emotives")).hasToString("[{\"fear\":-1.0}]");
    assertThat(kato.get("/v2/users/corrector/symbols").at("/symbols/0/frequency").intValue())
        .isEqualTo(9);
    kato.put(path, Map.of("frequency", 0)).failed(422, "VALIDATION_ERROR");
    kato.put(path, Map.of()).failed(422, "VALIDATION_ERROR");
  }

  @Test
  void aPatternIsForgotten() {
    String path = "/v2/users/forgetter/patterns/" + learn("forgetter", "a", "b").substring(5);

    kato.delete(path).ok();

    kato.get(path).failed(404, "PATTERN_NOT_FOUND");
  }

  @Test
  void symbolsAreListedInCodePointOrder() {
    learn("speller", "\uD83D\uDE00", "\uFF21", "b");

    Answer symbols = kato.get("/v2/users/speller/symbols?limit=2").ok();

    assertThat(symbols.at("/symbols").findValuesAsText("name")).containsExactly("b", "\uFF21");
    assertThat(symbols.at("/next").textValue()).isEqualTo("\uFF21");
    assertThat(
            kato.get("/v2/users/speller/symbols?after=%EF%BC%A1").at("/symbols/0/name").textValue())
        .isEqualTo("\uD83D\uDE00");
  }

  @Test
  void erasingAUserRemovesEverything() {
    learn("leaver", "a", "b");
    String session = kato.openSession("leaver");

    assertThat(kato.delete("/v2/users/leaver").ok().at("/user_id").textValue()).isEqualTo("leaver");

    kato.get(session).failed(404, "SESSION_NOT_FOUND");
    assertThat(kato.get("/v2/users/leaver/patterns").at("/count").intValue()).isZero();
    assertThat(kato.get("/v2/users/leaver/symbols").at("/count").intValue()).isZero();
  }

  @Test
  void usersWithOddNamesAreApart() {
    for (String user : List.of("a/b", "a", "b", "ü %", "*")) {
      learn(user, "of " + user, "x");
    }

    assertThat(kato.get("/v2/users/a%2Fb/patterns").at("/patterns/0/pattern_data/0/0").textValue())
        .isEqualTo("of a/b");
    assertThat(kato.get("/v2/users/%C3%BC%20%25/patterns").at("/count").intValue()).isEqualTo(1);
    assertThat(kato.get("/v2/users/*/patterns").at("/count").intValue()).isEqualTo(1);
  }
}
