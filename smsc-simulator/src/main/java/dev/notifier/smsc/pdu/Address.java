package dev.notifier.smsc.pdu;

/** An SMPP address: type of number, numbering plan, and at most 20 characters. */
public record Address(int ton, int npi, String value) {
  private static final int VISIBLE_START = 5;
  private static final int VISIBLE_END = 3;

  /** The address with its middle hidden, as in +84912***678; a short one is hidden altogether. */
  public String masked() {
    if (value.length() <= VISIBLE_START + VISIBLE_END) {
      return "***";
    }
    return value.substring(0, VISIBLE_START)
        + "***"
        + value.substring(value.length() - VISIBLE_END);
  }

  static Address read(PduReader fields, int ifTooLong) {
    int ton = fields.octet();
    int npi = fields.octet();
    return new Address(ton, npi, fields.cString(21, ifTooLong));
  }

  void write(PduBuffer out) {
    out.octet(ton);
    out.octet(npi);
    out.cString(value);
  }
}
