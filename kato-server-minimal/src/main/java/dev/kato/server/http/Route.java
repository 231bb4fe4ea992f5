package dev.kato.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of routes: what is answered, and what is told about it.
 *
 * @param template a path whose segments in braces are parameters
 * @param summary one line
 * @param group heading it is listed under
 * @param query names of query parameters
 * @param body what the body must look like; null when there is none
 * @param bodyRequired whether an empty body is refused
 * @param example a body; null when there is none
 * @param answer what the answer of status 200 looks like; null when it is not JSON
 * @param subject whose it is
 * @param reading whether it changes nothing, so that a key that may only read is enough
 */
public record Route(
    String method,
    String template,
    String summary,
    String group,
    List<QueryParameter> query,
    @Nullable Schema body,
    boolean bodyRequired,
    @Nullable Object example,
    @Nullable Schema answer,
    Subject subject,
    boolean reading,
    Handler handler) {

  /** The parameter of a path that names a user. */
  public static final String USER = "user_id";

  /** The parameter of a path that names a session. */
  public static final String SESSION = "session_id";

  /**
   * A parameter in the query, never required.
   *
   * @param summary one line
   */
  public record QueryParameter(String name, Schema schema, String summary) {}

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Begins a row. */
  public static Builder route(String method, String template, String summary) {
    return new Builder(method, template, summary);
  }

  /** Makes one row. */
  public static final class Builder {
    private final String method;
    private final String template;
    private final String summary;
    private final List<QueryParameter> query = new ArrayList<>();
    private @Nullable Schema body;
    private boolean bodyRequired;
    private @Nullable Object example;
    private @Nullable Schema answer;
    private Subject subject;
    private boolean reading;

    private Builder(String method, String template, String summary) {
      this.method = method;
      this.template = template;
      this.summary = summary;
      this.subject = inPath(template);
      this.reading = READING.contains(method);
    }

    private static Subject inPath(String template) {
      if (template.contains("{" + USER + "}")) {
        return Subject.USER_IN_PATH;
      }
      return template.contains("{" + SESSION + "}") ? Subject.SESSION_IN_PATH : Subject.SERVER;
    }

    /** Whose it is, where the path does not tell. */
    public Builder about(Subject whose) {
      subject = whose;
      return this;
    }

    /** Changes nothing, though its method lets expect it. */
    public Builder changesNothing() {
      reading = true;
      return this;
    }

    /** Needs a body, like this one. */
    public Builder takes(Schema schema, Object like) {
      bodyRequired = true;
      return mayTake(schema, like);
    }

    /** Reads a body when there is one, like this. */
    public Builder mayTake(Schema schema, Object like) {
      body = schema;
      example = like;
      return this;
    }

    /** Reads a query parameter when there is one. */
    public Builder query(String name, Schema schema, String about) {
      query.add(new QueryParameter(name, schema, about));
      return this;
    }

    /** Answers so. */
    public Builder answers(Schema schema) {
      answer = schema;
      return this;
    }

    /** The row. */
    public Route by(String group, Handler handler) {
      return new Route(
          method,
          template,
          summary,
          group,
          List.copyOf(query),
          body,
          bodyRequired,
          example,
          answer,
          subject,
          reading,
          handler);
    }
  }
}
