package dev.kato.dialects.v1;

import dev.kato.server.http.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose word is taken for the address that a request came from. A proxy that is not trusted hides
 * who is behind it, and whom it names may be made up. Immutable.
 */
final class TrustedProxies {

  private static final List<String> FORWARDED =
      List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via");

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  /** What the JDK reads as an address, and never as a name that it would look up. */
  private static final Pattern ADDRESS =
      Pattern.compile(BYTE + "(\\." + BYTE + "){3}|(?=.*:)[0-9a-fA-F:.]{2,45}+");

  private record Network(byte[] address, int bits) {
    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Trusts these.
   *
   * @param texts addresses, or networks as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException naming one that is neither
   */
  static TrustedProxies of(List<String> texts) {
    return new TrustedProxies(texts.stream().map(TrustedProxies::network).toList());
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    try {
      byte[] bytes = address.orElseThrow(() -> bad(text)).getAddress();
      int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > bytes.length * 8) {
        throw bad(text);
      }
      return new Network(bytes, bits);
    } catch (NumberFormatException e) {
      throw bad(text);
    }
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "KATO_TRUSTED_PROXIES = " + text + ": must be addresses or networks as 10.0.0.0/8");
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return ADDRESS.matcher(text).matches()
          ? Optional.of(InetAddress.getByName(text))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * The address that a request came from: the newest in {@code X-Forwarded-For} that is not a
   * trusted proxy's, where a trusted one brings the request. Empty where somebody who is not
   * trusted forwards it, or no address can be read.
   */
  Optional<String> client(Request request) {
    InetAddress peer = request.client().getAddress();
    boolean forwarded = FORWARDED.stream().anyMatch(name -> request.header(name).isPresent());
    if (!forwarded) {
      return Optional.of(peer.getHostAddress());
    }
    if (!isTrusted(peer)) {
      return Optional.empty();
    }
    List<String> chain =
        new ArrayList<>(Arrays.asList(request.header("X-Forwarded-For").orElse("").split(",", -1)));
    Collections.reverse(chain);
    for (String each : chain) {
      Optional<InetAddress> hop = address(each.strip());
      if (hop.isEmpty() || !isTrusted(hop.get())) {
        return hop.map(InetAddress::getHostAddress);
      }
    }
    return Optional.empty();
  }

  private boolean isTrusted(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address.getAddress()));
  }
}
