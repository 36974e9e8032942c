package dev.notifier.api.fuzz;

import java.util.List;

/** Bodies whose length is announced wrongly, chunks, and bodies that end early. */
final class FramingKinds {
  private static final List<String> LENGTHS =
      List.of(
          "-1",
          "abc",
          "1e3",
          "+5",
          "0x10",
          "",
          "99999999999999999999",
          "1 2",
          "5, 5",
          "5, 6",
          "9223372036854775807");
  private static final List<String> ENCODINGS =
      List.of(
          "identity",
          "gzip",
          "gzip, chunked",
          "chunked, chunked",
          "nonsense",
          "",
          "chunked;q=1",
          "\u00ff");

  private FramingKinds() {}

  static void add(Requests requests) {
    for (String length : LENGTHS) {
      requests.add("invalid Content-Length").ownLength().header("Content-Length", length);
    }
    requests.add("Content-Length beyond the body").ownLength().header("Content-Length", "5000");
    requests.add("Content-Length of 4 GiB").ownLength().header("Content-Length", "4294967296");
    requests
        .add("Content-Length below the body")
        .ownLength()
        .header("Content-Length", "1")
        .silenceAllowed();
    requests.add("two Content-Lengths").header("Content-Length", "3");
    for (String encoding : ENCODINGS) {
      requests
          .add("Transfer-Encoding")
          .ownLength()
          .header("Transfer-Encoding", encoding)
          .silenceAllowed();
    }
    requests.add("both lengths").header("Transfer-Encoding", "chunked").silenceAllowed();
    chunks(requests, "chunks", "3\r\n{} \r\n0\r\n\r\n");
    chunks(requests, "chunks with extension", "3;a=\"b\r\n{} \r\n0\r\n\r\n");
    chunks(requests, "chunks with trailer", "3\r\n{} \r\n0\r\nX: y\r\nContent-Length: 9\r\n\r\n");
    chunks(requests, "chunks with invalid trailer", "3\r\n{} \r\n0\r\nno colon\u0000\r\n\r\n");
    chunks(requests, "chunks without end", "3\r\n{} \r\n");
    chunks(requests, "chunk that ends early", "ff\r\n{}");
    chunks(requests, "chunk of no number", "zz\r\n{}\r\n0\r\n\r\n");
    chunks(requests, "chunk of negative size", "-3\r\n{}\r\n0\r\n\r\n");
    chunks(requests, "chunk of huge size", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n");
    chunks(requests, "chunk longer than its size", "1\r\n{} {} {}\r\n0\r\n\r\n");
    chunks(requests, "empty chunks", "0\r\n\r\n");
    chunks(requests, "no chunks", "");
  }

  private static void chunks(Requests requests, String kind, String chunks) {
    requests
        .add(kind)
        .ownLength()
        .header("Transfer-Encoding", "chunked")
        .body(chunks)
        .silenceAllowed();
  }
}
