package dev.kato.storage.redis;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A certificate for localhost that signs itself, made by openssl; skips the test without it. */
final class TestCertificate {

  private TestCertificate() {}

  static void create(File certificate, File key) throws IOException, InterruptedException {
    File openssl = new File("/usr/bin/openssl");
    Assumptions.assumeTrue(openssl.canExecute(), "needs openssl");
    List<String> command = new ArrayList<>(List.of(openssl.getPath()));
    command.addAll(List.of("req -x509 -newkey rsa:2048 -nodes -days 2".split(" ")));
    command.addAll(List.of("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"));
    command.addAll(List.of("-out", certificate.getPath(), "-keyout", key.getPath()));
    int exit = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    Assumptions.assumeTrue(exit == 0, "openssl made no certificate");
  }
}
