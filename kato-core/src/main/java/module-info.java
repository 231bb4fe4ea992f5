/** The deterministic memory itself: API, domain values, configuration and the storage SPI. */
module dev.kato.core {
  requires com.github.benmanes.caffeine;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.kato;
  exports dev.kato.config;
  exports dev.kato.model;
  exports dev.kato.spi;
}
