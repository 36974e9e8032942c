package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs store as English sentences is said in Vietnamese. */
class SentencesTest {
  private static final Texts TEXTS = Texts.load();
  private static final List<String> PROGRAMS =
      List.of("worker", "store", "contracts", "kafka", "planning", "api");
  private static final int SHORTEST = 6;

  /** Made of parts; the next test makes them. */
  private static final String BATCHES = Sentences.GROUP + "batch.";

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "no response in time => bên nhận không trả lời kịp",
        "status 503 => mã 503",
        "status 302: redirects are not followed => mã 302: hệ thống không đi theo chuyển hướng",
        "copies what is kept of 2026-11-30 => đang chép dữ liệu còn giữ của ngày 2026-11-30",
        "next: 2027-01-01 notifications of 2026-10-01, 1 type: case.received"
            + " => sắp tới: ngày 2027-01-01 xóa tin của ngày 2026-10-01, 1 loại tin: case.received",
        "next: 2027-01-01 notifications of 2026-10-01, all types without a retention of their own;"
            + " 2027-02-01 digests of 2026-09-01"
            + " => sắp tới: ngày 2027-01-01 xóa tin của ngày 2026-10-01, mọi loại tin không có thời"
            + " hạn lưu riêng; ngày 2027-02-01 xóa mã băm của ngày 2026-09-01",
        "312 of 1450 lines that ended in the last 10 minutes failed with CARRIER_REJECTED"
            + " => 312 / 1450 dòng có kết quả trong 10 phút gần nhất thất bại với mã CARRIER_REJECTED",
        "its worker ended during each of the last attempts; see its log"
            + " => worker bị dừng trong mỗi lần thử gần đây; xem nhật ký của worker",
        "The carrier rejected the bind with 0x0E (invalid password): correct the password of the route"
            + " => Nhà mạng từ chối đăng nhập phiên với mã 0x0E: sai mật khẩu; hãy sửa password của"
            + " tuyến gửi",
        "The carrier could not be reached at 10.0.0.1:2775: nothing responds; check host, port and the"
            + " firewalls => Không kết nối được với nhà mạng tại 10.0.0.1:2775: không có trả lời; hãy"
            + " kiểm tra host, port và tường lửa",
        "The carrier closed the connection instead of responding to the bind"
            + " => Nhà mạng đã đóng kết nối, không trả lời yêu cầu đăng nhập phiên",
        "bind viettel/0 does not know where to continue on topic t partition 3: no checkpoint is"
            + " committed and the retained journal contains none. To continue at the beginning of its"
            + " log, 17, run a --b; the messages in between are lost. The bind tries again every 30 s"
            + " => phiên viettel/0 không biết đọc tiếp từ đâu ở topic t, phân vùng 3: chưa ghi điểm"
            + " nào và nhật ký còn giữ cũng không có. Để đọc từ đầu của topic, vị trí 17, hãy chạy a"
            + " --b; các tin ở giữa bị mất. Phiên thử lại mỗi 30 giây",
        "The entry lost-card has this question too: Mất thẻ?. Remove it from one of them."
            + " => Mục lost-card cũng có câu hỏi này: Mất thẻ?. Hãy xóa câu hỏi khỏi một trong hai"
            + " mục.",
        "The batch was changed meanwhile. Make another dry run."
            + " => Đợt gửi đã thay đổi. Hãy chạy thử lại.",
      })
  void isSaidInVietnamese(String english, String vietnamese) {
    assertThat(TEXTS.said(Language.VIETNAMESE, english)).contains(vietnamese);
    assertThat(TEXTS.said(Language.ENGLISH, english)).contains(english);
  }

  @Test
  void anotherSentenceIsNotKnown() {
    assertThat(TEXTS.said(Language.VIETNAMESE, "the disk is full")).isEmpty();
    assertThat(TEXTS.said(Language.VIETNAMESE, "next: ".repeat(1_000))).isEmpty();
  }

  /** Otherwise a sentence that was changed there would be English from then on. */
  @Test
  void programsStoreTheseSentences() throws IOException {
    String sources = sources();
    for (Map.Entry<String, String> text : TEXTS.of(Language.ENGLISH).entrySet()) {
      if (text.getKey().startsWith(Sentences.GROUP) && !text.getKey().startsWith(BATCHES)) {
        for (String part : text.getValue().split("\\{\\d}", -1)) {
          if (part.strip().length() >= SHORTEST) {
            assertThat(sources.contains(part.strip())).as(text.getKey() + ": " + part).isTrue();
          }
        }
      }
    }
  }

  @Test
  void theReasonsOfBatchesAreKnown() {
    BatchReason.Failures failures = new BatchReason.Failures(312, 1450, 10, null);
    BatchReason.Failures one = new BatchReason.Failures(312, 1450, 10, "CARRIER_REJECTED");
    for (BatchReason reason :
        List.of(
            BatchReason.rejected(failures),
            BatchReason.rejected(one),
            BatchReason.undelivered(failures),
            BatchReason.undelivered(one),
            BatchReason.PAUSED_TOO_LONG,
            BatchReason.FORGOTTEN)) {
      assertThat(TEXTS.said(Language.VIETNAMESE, reason.sentence()))
          .as(reason.sentence())
          .hasValueSatisfying(text -> assertThat(text).isNotEqualTo(reason.sentence()));
    }
  }

  /** All sources as one text, with literals in several parts put together. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String program : PROGRAMS) {
      try (Stream<Path> files = Files.walk(Path.of("../notifier-" + program + "/src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString()
        .replaceAll("%[ds]", "|")
        .replaceAll("\"\\s*\\.formatted\\([^;]*?\\)\\s*\\+\\s*\"", "")
        .replaceAll("\"\\s*\\+\\s*\"", "")
        .lines()
        .collect(Collectors.joining("\n"));
  }
}
