package dev.kato.storage.qdrant;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A certificate for localhost that signs itself, made by openssl; skips the test without it. */
record TestCertificate(File file, File key) {

  static TestCertificate create(Path directory) throws IOException, InterruptedException {
    Assumptions.assumeTrue(new File("/usr/bin/openssl").canExecute(), "needs openssl");
    TestCertificate certificate =
        new TestCertificate(
            directory.resolve("cert.pem").toFile(), directory.resolve("key.pem").toFile());
    List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(List.of("req -x509 -newkey rsa:2048 -nodes -days 2".split(" ")));
    command.addAll(List.of("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"));
    command.addAll(
        List.of("-out", certificate.file.getPath(), "-keyout", certificate.key.getPath()));
    int exit = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    Assumptions.assumeTrue(exit == 0, "openssl made no certificate");
    return certificate;
  }
}
