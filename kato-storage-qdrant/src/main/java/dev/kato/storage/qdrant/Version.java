package dev.kato.storage.qdrant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's version, as its health check names it. */
record Version(int major, int minor) implements Comparable<Version> {

  /** The first whose keyword indexes can say that a field parts tenants. */
  static final Version LEAST = new Version(1, 11);

  private static final Pattern NAME = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

  /**
   * Refuses a server that is too old. One that does not say how old it is may be new enough.
   *
   * @throws dev.kato.model.StorageRefusedException if it is older than {@link #LEAST}
   */
  static void require(String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      Version version =
          new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (version.compareTo(LEAST) < 0) {
        throw Failures.refused("it is version " + version + ", older than " + LEAST, null);
      }
    }
  }

  @Override
  public int compareTo(Version other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
