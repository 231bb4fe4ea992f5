package dev.kato.server.session;

import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Prediction;
import dev.kato.server.http.Request;
import dev.kato.server.http.Schema;
import dev.kato.server.http.View;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dialect with sessions in its paths has of its own: names, defaults and shapes. */
public interface Wording {

  /** The path of all sessions, as {@code /v2/sessions}. */
  String path();

  /** Heading that its routes are listed under. */
  String group();

  /** What the body that opens a session looks like. */
  Schema opening();

  /** Such a body. */
  Map<String, ?> openingExample();

  /** Opens a session. */
  KatoSession open(Request request);

  /** The effective configuration. */
  Map<String, @Nullable Object> config(SessionInfo info);

  /** Changes the configuration, all or nothing. */
  void configure(KatoSession session, Request request);

  /** The status of an observation that was taken in. */
  String observed();

  /** The status of a request to learn too little. */
  String tooLittle();

  /** Empties the short-term memory. */
  void clear(KatoSession session);

  /** How predictions look. */
  View<Prediction> predictions();

  /** What patterns must meet to be compared with the session's state. */
  EnsembleFilter filter(SessionInfo info);
}
