package dev.notifier.config.replies;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A provider that delivers messages of persons by HTTP, such as the aggregator of a shared short
 * code. Its messages belong to the tenant of the address that people wrote to.
 *
 * @param addresses for which it may deliver messages; at most 20
 * @param method with which it sends: in the query, or in a form
 * @param channel how people wrote
 * @param parameters how it names what it sends
 * @param timeFormat the form of the time: {@code iso}, {@code unix}, {@code unix-millis}, or a
 *     pattern such as {@code yyyyMMddHHmmss} for the time of Vietnam
 * @param signature how it proves that it has sent a message
 * @param allowedNetworks from where it sends; empty = from anywhere
 * @param responses the texts that it understands
 * @param requestsPerSecond the most requests, on all instances, 1 to 10,000
 */
public record ProviderConfig(
    @DefaultValue
        @NotEmpty(message = "must name an address at least") @Size(max = 20, message = "must be at most 20 addresses") List<@Pattern(regexp = ADDRESS, message = ADDRESS_MESSAGE) String> addresses,
    @DefaultValue("get") Method method,
    @DefaultValue("sms") Channel channel,
    @DefaultValue @Valid Parameters parameters,
    @DefaultValue("iso") @Size(min = 1, max = 40, message = "must be 1 to 40 characters") String timeFormat,
    @DefaultValue @Valid Signature signature,
    @DefaultValue @Size(max = 100, message = "must be at most 100 networks") List<String> allowedNetworks,
    @DefaultValue @Valid Responses responses,
    @DefaultValue("500")
        @Min(value = 1, message = REQUESTS) @Max(value = 10_000, message = REQUESTS) int requestsPerSecond) {
  static final String ADDRESS = "[A-Za-z0-9]{1,20}";
  static final String ADDRESS_MESSAGE = "must be 1 to 20 letters and digits, in quotes";
  private static final String REQUESTS = "must be from 1 to 10000";
  static final String NAME = "|[A-Za-z0-9_.-]{1,40}";
  static final String NAME_MESSAGE = "must be 1 to 40 of A to Z, 0 to 9, _, . and hyphen";

  public ProviderConfig {
    addresses = List.copyOf(addresses);
    allowedNetworks = List.copyOf(allowedNetworks);
  }

  /** Where the parameters are. */
  public enum Method {
    /** In the query of a GET. */
    GET,
    /** In the form that a POST has as its body. */
    POST
  }

  /** How people write. */
  public enum Channel {
    SMS,
    /** The form of a portal. */
    PORTAL,
    /** The page of a social network. */
    FANPAGE
  }

  /**
   * The names of the parameters.
   *
   * @param sender who wrote: a mobile number
   * @param content what they wrote
   * @param address where they wrote to; empty = the provider has one address
   * @param id the provider's id of the message, the same whenever it repeats it
   * @param time when they wrote; empty = when the message arrives here
   * @param sign the signature; empty = there is none
   */
  public record Parameters(
      @DefaultValue("sender") @Pattern(regexp = NAME, message = NAME_MESSAGE) String sender,
      @DefaultValue("content") @Pattern(regexp = NAME, message = NAME_MESSAGE) String content,
      @DefaultValue("") @Pattern(regexp = NAME, message = NAME_MESSAGE) String address,
      @DefaultValue("id") @Pattern(regexp = NAME, message = NAME_MESSAGE) String id,
      @DefaultValue("") @Pattern(regexp = NAME, message = NAME_MESSAGE) String time,
      @DefaultValue("sign") @Pattern(regexp = NAME, message = NAME_MESSAGE) String sign) {}

  /**
   * The signature: in hexadecimal digits, over the values of parameters in UTF-8.
   *
   * @param secret that only the provider knows as well; never logged
   * @param signed the names of the parameters in their order; of {@code md5}, the word {@value
   *     #SECRET} is the place of the secret
   * @param separator between the values; no value but the text may contain it. Required but for
   *     {@code md5}
   */
  public record Signature(
      @DefaultValue("hmac-sha256") Algorithm algorithm,
      @DefaultValue("") String secret,
      @DefaultValue @Size(max = 20, message = "must be at most 20 names") List<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> signed,
      @DefaultValue("") @Size(max = 5, message = "must have at most 5 characters") String separator) {
    /** The place of the secret in a list of signed parameters. */
    public static final String SECRET = "secret";

    public Signature {
      signed = List.copyOf(signed);
    }

    /** Does not contain the secret. */
    @Override
    public String toString() {
      return "Signature[" + algorithm + "]";
    }
  }

  /** How a signature is computed. */
  public enum Algorithm {
    /** There is none; only the network says who sends. */
    NONE,
    /** RFC 2104, with the secret as the key. */
    HMAC_SHA256,
    /** The digest of values and secret, as older interfaces of aggregators have it. */
    MD5
  }

  /**
   * The bodies of responses, as plain text.
   *
   * @param success the message is stored and must not be sent again
   * @param error it was not accepted; the status says why
   */
  public record Responses(
      @DefaultValue("OK") @Size(max = 200, message = "must have at most 200 characters") String success,
      @DefaultValue("ERROR") @Size(max = 200, message = "must have at most 200 characters") String error) {}
}
