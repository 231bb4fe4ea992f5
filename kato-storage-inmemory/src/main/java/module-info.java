/** All storage SPIs in memory. */
module dev.kato.storage.inmemory {
  requires transitive dev.kato.core;

  exports dev.kato.storage.inmemory;
}
