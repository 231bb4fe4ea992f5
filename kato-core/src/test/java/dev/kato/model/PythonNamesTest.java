package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names and texts as Python itself printed them; the code points are the same in Unicode 13 and
 * later.
 */
class PythonNamesTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();

  record Name(List<List<String>> events, String text, String hash) {}

  static List<Name> names() throws IOException {
    return read("names.json", new TypeReference<>() {});
  }

  static List<Map<String, Object>> texts() throws IOException {
    return read("texts.json", new TypeReference<>() {});
  }

  private static <T> T read(String file, TypeReference<T> type) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PythonNamesTest.class.getResourceAsStream("/conformance/" + file))) {
      return JSON.readValue(in, type);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPatternHasTheNamePythonGivesIt(Name expected) {
    assertThat(PythonText.repr(expected.events())).isEqualTo(expected.text());

    List<Event> events = expected.events().stream().map(Event::new).toList();
    assertThat(PatternName.of(events).hash()).isEqualTo(expected.hash());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aValueHasTheTextPythonGivesIt(Map<String, Object> expected) {
    assertThat(PythonText.str(expected.get("value"))).isEqualTo(expected.get("text"));
  }
}
