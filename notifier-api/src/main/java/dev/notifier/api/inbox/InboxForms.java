package dev.notifier.api.inbox;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about conversations. */
final class InboxForms {
  private static final String JSON = "application/json";
  private static final int MAX_BYTES = 16 << 10;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A request about a conversation", List.of(JSON), MAX_BYTES);

  private InboxForms() {}

  /** A body. */
  private record Form<T>(RequestSchema schema, Class<T> type) {
    static <T> Form<T> of(String name, Class<T> type) {
      return new Form<>(
          RequestSchema.named(
              name,
              new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER)),
          type);
    }

    T read(HttpServletRequest request) throws IOException {
      return schema.bind(CommandBody.read(request, BODY).object(), type);
    }

    T readOptional(HttpServletRequest request) throws IOException {
      return schema.bind(CommandBody.readOptional(request, BODY), type);
    }
  }

  /**
   * Who answers.
   *
   * @param assignee a name, or {@code me}; null = no one
   */
  record Assign(@Nullable String assignee) {
    private static final Form<Assign> FORM = Form.of("ConversationAssignment", Assign.class);

    static Assign read(HttpServletRequest request) throws IOException {
      return FORM.read(request);
    }
  }

  /**
   * An answer: a text, or an entry of the knowledge base.
   *
   * @param preview whether nothing is sent; null = false
   */
  record Answer(@Nullable String text, @Nullable String knowledge, @Nullable Boolean preview) {
    private static final Form<Answer> FORM = Form.of("ConversationAnswer", Answer.class);

    /**
     * Reads an answer.
     *
     * @throws ProblemException if it has no text or two
     */
    static Answer read(HttpServletRequest request) throws IOException {
      Answer answer = FORM.read(request);
      if ((answer.text == null) == (answer.knowledge == null)) {
        throw new ProblemException(
            Problem.of(
                List.of(
                    new Violation(
                        "/text",
                        ErrorCode.INVALID_PARAMETER,
                        "Send either text, or knowledge with the id of an entry."))));
      }
      return answer;
    }

    boolean isPreview() {
      return Boolean.TRUE.equals(preview);
    }

    /** Omits the text. */
    @Override
    public String toString() {
      return "Answer";
    }
  }

  /** A note for colleagues. */
  record Note(String text) {
    private static final Form<Note> FORM = Form.of("ConversationNote", Note.class);

    static Note read(HttpServletRequest request) throws IOException {
      return FORM.read(request);
    }

    /** Omits the text. */
    @Override
    public String toString() {
      return "Note";
    }
  }

  /**
   * What the hotline is to know.
   *
   * @param note null if there is nothing to say
   */
  record HandOver(@Nullable String note) {
    private static final Form<HandOver> FORM = Form.of("ConversationHandOver", HandOver.class);

    static HandOver read(HttpServletRequest request) throws IOException {
      return FORM.readOptional(request);
    }

    /** Omits the note. */
    @Override
    public String toString() {
      return "HandOver";
    }
  }

  /** Why nothing is to be done. */
  record Close(String reason) {
    private static final Form<Close> FORM = Form.of("ConversationClosing", Close.class);

    static Close read(HttpServletRequest request) throws IOException {
      return FORM.read(request);
    }

    /** Omits the reason. */
    @Override
    public String toString() {
      return "Close";
    }
  }

  /**
   * What a message really was.
   *
   * @param correction an id of {@link CorrectionKind}
   * @param notificationId that a message about a wrong person answers; null = the linked one
   */
  record Correct(String messageId, String correction, @Nullable String notificationId) {
    private static final Form<Correct> FORM = Form.of("ConversationCorrection", Correct.class);

    static Correct read(HttpServletRequest request) throws IOException {
      return FORM.read(request);
    }

    CorrectionKind kind() {
      return CorrectionKind.of(correction);
    }

    UUID message() {
      return ConversationIds.parse(messageId, ErrorCode.CONVERSATION_MESSAGE_NOT_FOUND);
    }

    @Nullable UUID notification() {
      return notificationId == null
          ? null
          : ConversationIds.parse(notificationId, ErrorCode.INVALID_PARAMETER);
    }
  }

  /**
   * About which number it is asked.
   *
   * @param tenant whose conversations are searched; null = that of the caller
   */
  record Search(String phone, @Nullable String tenant) {
    private static final Form<Search> FORM = Form.of("InboxSearch", Search.class);

    static Search read(HttpServletRequest request) throws IOException {
      return FORM.read(request);
    }

    /**
     * The number in E.164 format.
     *
     * @throws ProblemException if it cannot be that of a recipient
     */
    String e164() {
      return TypedNumber.e164(phone);
    }

    /** Omits the number. */
    @Override
    public String toString() {
      return "Search";
    }
  }
}
