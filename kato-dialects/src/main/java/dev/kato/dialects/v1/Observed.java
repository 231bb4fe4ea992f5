package dev.kato.dialects.v1;

import dev.kato.server.http.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the newest observations predicted at their time, by their {@code unique_id}, so that it can
 * be asked for later, whatever is learned meanwhile. Kept with the session, compressed and bounded.
 */
final class Observed {

  /** The note it is kept in. */
  static final String NOTE = "v1.predictions";

  private static final int MOST = 32;
  private static final int MOST_CHARACTERS = 256 * 1024;

  private static final String ID = "unique_id";
  private static final String PREDICTIONS = "predictions";

  private Observed() {}

  /**
   * The note with another observation in it. The oldest go when there are too many or they are too
   * large; one that is too large by itself is not kept.
   */
  static List<Object> with(@Nullable Object note, String uniqueId, Object predictions) {
    List<Object> entries = entries(note);
    entries.removeIf(entry -> uniqueId.equals(text(entry, ID)));
    entries.add(Map.of(ID, uniqueId, PREDICTIONS, packed(predictions)));
    return newest(entries);
  }

  private static List<Object> newest(List<Object> entries) {
    int characters = 0;
    int from = entries.size();
    while (from > 0 && entries.size() - from < MOST) {
      characters += text(entries.get(from - 1), PREDICTIONS).length();
      if (characters > MOST_CHARACTERS) {
        break;
      }
      from--;
    }
    return List.copyOf(entries.subList(from, entries.size()));
  }

  /** What the observation of that id predicted, if it is still known. */
  static Optional<Object> find(@Nullable Object note, String uniqueId) {
    return entries(note).stream()
        .filter(entry -> uniqueId.equals(text(entry, ID)))
        .findFirst()
        .map(entry -> unpacked(text(entry, PREDICTIONS)));
  }

  private static List<Object> entries(@Nullable Object note) {
    List<Object> entries = new ArrayList<>();
    if (note instanceof List<?> list) {
      entries.addAll(list);
    }
    return entries;
  }

  private static String text(Object entry, String field) {
    return entry instanceof Map<?, ?> map && map.get(field) instanceof String text ? text : "";
  }

  private static String packed(Object predictions) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(Json.bytes(predictions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Object unpacked(String packed) {
    byte[] bytes = Base64.getDecoder().decode(packed);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
