package dev.kato.server.docs;

import static dev.kato.server.http.Route.route;

import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.http.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The document of all routes, these included, and a page that shows it. */
public final class DocsRoutes {

  private static final String GROUP = "docs";

  /** The page needs no network but this server, and runs nothing that is not in it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src"
          + " 'self'";

  private final byte[] document;
  private final byte[] page = readPage();

  /** Describes these routes and its own. */
  public DocsRoutes(List<Route> others, String version) {
    List<Route> all = Stream.concat(others.stream(), routes().stream()).toList();
    document = Json.bytes(OpenApi.document(all, version));
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        route("GET", "/openapi.json", "This document")
            .about(Subject.NOBODY)
            .answers(Schema.OBJECT)
            .by(GROUP, request -> Response.content("application/json", document)),
        route("GET", "/docs", "A page that shows this document")
            .about(Subject.NOBODY)
            .by(GROUP, this::showPage));
  }

  private Response showPage(Request request) {
    return Response.content("text/html; charset=utf-8", page)
        .with("Content-Security-Policy", POLICY);
  }

  private static byte[] readPage() {
    try (InputStream page =
        Objects.requireNonNull(DocsRoutes.class.getResourceAsStream("docs.html"))) {
      return page.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
