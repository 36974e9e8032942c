package dev.notifier.worker.smpp;

/**
 * What stands in a submit_sm of ours (SMPP v3.4, 4.4.1).
 *
 * @param destination digits without plus, international
 * @param userDataHeader whether the octets begin with a user data header (esm_class 0x40)
 * @param dataCoding 0 = the centre's default alphabet, 8 = UCS-2
 * @param shortMessage at most 254 octets
 * @param validityPeriod relative, {@code YYMMDDhhmmss000R}, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // Raw octets, written once and never compared.
public record SubmitSm(
    Address source,
    String destination,
    boolean userDataHeader,
    int dataCoding,
    byte[] shortMessage,
    String validityPeriod,
    boolean receiptWanted) {
  /** An address with its type of number and numbering plan (SMPP v3.4, 5.2.5 and 5.2.6). */
  public record Address(String address, int ton, int npi) {}

  /** Names no personal data. */
  @Override
  public String toString() {
    return "SubmitSm[octets=" + shortMessage.length + ", dataCoding=" + dataCoding + "]";
  }
}
