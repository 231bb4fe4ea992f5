/** Contracts every store must pass, and test doubles. */
module dev.kato.testkit {
  requires transitive dev.kato.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.kato.testkit;
}
