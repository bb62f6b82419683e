package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001:0:1::1",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1"
      })
  void thePublicOnesLeaveOutTheCompanysOwn(String address) throws UnknownHostException {
    assertThat(Addresses.PUBLIC.refusal(InetAddress.getByName(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
        "ff02::1",
        "0.0.0.0",
        "::",
        "255.255.255.255"
      })
  void noneLeadsToTheMachinesOwnCloud(String address) throws UnknownHostException {
    for (Addresses addresses : Addresses.values()) {
      assertThat(addresses.refusal(InetAddress.getByName(address))).as("%s", addresses).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::8.8.8.8"})
  void whatIsPublicMayBeReached(String address) throws UnknownHostException {
    for (Addresses addresses : Addresses.values()) {
      assertThat(addresses.refusal(InetAddress.getByName(address))).as("%s", addresses).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "fd12::1"})
  void aCompanysOwnServersMayBeReachedWhereThatIsMeant(String address) throws UnknownHostException {
    assertThat(Addresses.COMPANY.refusal(InetAddress.getByName(address))).isEmpty();
  }

  @Test
  void aHostIsResolvedAndItsAddressesAreChecked() throws IOException {
    assertThat(Addresses.COMPANY.resolve("localhost")).isNotEmpty();
    assertThat(Addresses.COMPANY.resolve("[::1]")).hasSize(1);
    assertThatCode(() -> Addresses.COMPANY.resolve("127.0.0.1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> Addresses.PUBLIC.resolve("localhost"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("localhost")
        .hasMessageContaining("own machine");
    assertThatThrownBy(() -> Addresses.COMPANY.resolve("169.254.169.254"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("169.254.169.254");
    assertThatThrownBy(() -> Addresses.COMPANY.resolve("no-such-host.invalid"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void oneForbiddenAddressAmongOthersIsOneTooMany() {
    assertThatThrownBy(
            () ->
                Addresses.PUBLIC.check(
                    "mixed.example",
                    InetAddress.getByName("8.8.8.8"),
                    InetAddress.getByName("10.0.0.1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mixed.example")
        .hasMessageContaining("10.0.0.1");
  }
}
