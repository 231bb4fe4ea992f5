package dev.kato.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lines of a file as sequences: symbols with blanks between, each an event, or a JSON list whose
 * items are events: a text, or a list of texts.
 */
final class Sequences {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern BLANKS = Pattern.compile("\\s++");

  private Sequences() {}

  /**
   * The events of a line, each with distinct symbols in their order; none of a blank one.
   *
   * @param number of the line, from 1
   * @throws IllegalArgumentException naming the line, if it begins as JSON and is none
   */
  static List<List<String>> parse(long number, String line) {
    String text = line.strip();
    if (text.startsWith("[")) {
      return json(number, text);
    }
    return BLANKS.splitAsStream(text).filter(symbol -> !symbol.isEmpty()).map(List::of).toList();
  }

  private static List<List<String>> json(long number, String text) {
    List<List<String>> events = new ArrayList<>();
    try {
      for (JsonNode event : JSON.readTree(text)) {
        events.add(event(number, event));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getOriginalMessage(), e);
    }
    return events;
  }

  private static List<String> event(long number, JsonNode event) {
    Stream<JsonNode> symbols =
        event.isArray() ? StreamSupport.stream(event.spliterator(), false) : Stream.of(event);
    List<String> texts = symbols.map(JsonNode::textValue).distinct().toList();
    if (texts.isEmpty() || texts.contains(null)) {
      throw new IllegalArgumentException(
          "line " + number + ": an event should be a text or a list of texts");
    }
    return texts;
  }
}
