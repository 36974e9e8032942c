package dev.notifier.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.addresses.AddressPolicy;
import dev.notifier.config.addresses.AddressPolicy.Verdict;
import dev.notifier.worker.http.OutboundException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedAddressesTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicInteger lookUps = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private volatile List<String> answer = List.of();
  private volatile Runnable during = () -> {};

  private final AddressPolicy policy = AddressPolicy.of(List.of("10.20.0.0/16"), Set.of(443));

  private final CheckedAddresses addresses =
      new CheckedAddresses(
          _ -> {
            lookUps.incrementAndGet();
            during.run();
            return answer.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
          },
          (address, port) -> policy.check(address, port) == Verdict.ALLOWED,
          nanos::get);

  private Kind refusal() {
    try {
      addresses.prepare("portal.example", 443);
    } catch (OutboundException e) {
      return e.kind();
    }
    throw new AssertionError("it was prepared");
  }

  @Test
  void connectsToWhatWasChecked() throws Exception {
    answer = List.of("203.1.113.9", "10.20.0.7");
    addresses.prepare("portal.example", 443);

    assertThat(addresses.resolve("portal.example"))
        .containsExactly(InetAddress.ofLiteral("203.1.113.9"), InetAddress.ofLiteral("10.20.0.7"));
    assertThatThrownBy(() -> addresses.resolve("other.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void duringAnotherLookUpTheFormerAddressesAreUsed() throws Exception {
    answer = List.of("203.1.113.9");
    addresses.prepare("portal.example", 443);
    nanos.addAndGet(31 * SECOND);
    List<InetAddress> meanwhile = new ArrayList<>();
    during =
        () -> {
          try {
            meanwhile.addAll(List.of(addresses.resolve("portal.example")));
          } catch (UnknownHostException e) {
            throw new AssertionError(e);
          }
        };

    addresses.prepare("portal.example", 443);

    assertThat(meanwhile).containsExactly(InetAddress.ofLiteral("203.1.113.9"));
  }

  /** The second answer of the name server is another one: the client does not ask for it. */
  @Test
  void aNameThatChangesItsMeaningAfterTheCheckChangesNothing() throws Exception {
    answer = List.of("203.1.113.9");
    addresses.prepare("portal.example", 443);
    answer = List.of("127.0.0.1");

    assertThat(addresses.resolve("portal.example"))
        .containsExactly(InetAddress.ofLiteral("203.1.113.9"));
    nanos.addAndGet(31 * SECOND);
    assertThat(refusal()).isEqualTo(Kind.NOT_ALLOWED);
    assertThatThrownBy(() -> addresses.resolve("portal.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "169.254.169.254",
        "10.21.0.1",
        "::1",
        "fe80::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fd00:ec2::254"
      })
  void oneForbiddenAddressIsEnough(String address) {
    answer = List.of("203.1.113.9", address);

    assertThat(refusal()).isEqualTo(Kind.NOT_ALLOWED);
  }

  /** Also while the addresses of the name are known. */
  @Test
  void anotherPortOfAPrivateAddressIsRefused() throws Exception {
    answer = List.of("10.20.0.7");
    assertThatThrownBy(() -> addresses.prepare("portal.example", 22))
        .isInstanceOf(OutboundException.class);
    addresses.prepare("portal.example", 443);
    assertThatThrownBy(() -> addresses.prepare("portal.example", 22))
        .isInstanceOf(OutboundException.class);

    assertThat(addresses.resolve("portal.example"))
        .containsExactly(InetAddress.ofLiteral("10.20.0.7"));
  }

  @Test
  void namesAreLookedUpTwiceAMinute() throws Exception {
    answer = List.of("203.1.113.9");
    for (int i = 0; i < 100; i++) {
      addresses.prepare("portal.example", 443);
      nanos.addAndGet(SECOND);
    }

    assertThat(lookUps.get()).isEqualTo(4);
    answer = List.of();
    nanos.addAndGet(31 * SECOND);
    assertThat(refusal()).isEqualTo(Kind.UNKNOWN_HOST);
  }
}
