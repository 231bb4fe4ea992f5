/**
 * A server that speaks Qdrant's protocol over a socket and keeps its data in memory. It proves how
 * the wire is used, not what a real Qdrant's graph search recalls nor what its disk keeps.
 */
package dev.kato.storage.qdrant.testserver;
