package dev.kato.dialects;

import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;

import dev.kato.KnowledgeBase;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Schema;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pattern as the older dialects answer it: an unknown one is told, not refused. */
public final class PatternAnswer {

  /** Its shape. */
  public static final Schema SHAPE =
      object(
          field("status", TEXT),
          optional("message", TEXT),
          optional("pattern", Views.PATTERN.shape()),
          optional("name", TEXT),
          optional("pattern_data", Shapes.EVENTS),
          optional("length", Schema.WHOLE),
          optional("frequency", Schema.WHOLE),
          optional("emotives", Schema.list(Schema.map(Schema.NUMBER))),
          optional("metadata", Schema.OBJECT),
          optional("affinity", Schema.OBJECT));

  private PatternAnswer() {}

  /** The pattern, nested and flat, or that there is none. */
  public static Map<String, @Nullable Object> of(KnowledgeBase knowledge, String name) {
    return knowledge
        .find(name)
        .map(
            pattern -> {
              Map<String, @Nullable Object> view = Views.PATTERN.of(pattern);
              Map<String, @Nullable Object> answer = Fields.of("status", "okay", "pattern", view);
              answer.putAll(view);
              return answer;
            })
        .orElseGet(() -> Fields.of("status", "error", "message", "Pattern " + name + " not found"));
  }
}
