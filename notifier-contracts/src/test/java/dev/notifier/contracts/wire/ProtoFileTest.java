package dev.notifier.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.wire.AnyRecords.Any;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

/** The code and {@code records.proto} agree, and so do the code and Google's library. */
@Domain(AnyRecords.class)
class ProtoFileTest {
  private static final ProtoFile FILE = ProtoFile.read();

  @Property(tries = 300)
  void theFileDescribesEveryFieldThatIsWritten(@ForAll Any<?> any)
      throws InvalidProtocolBufferException {
    assertDescribed(parse(any));
  }

  @Test
  void everyFieldOfTheFileIsWritten() throws InvalidProtocolBufferException {
    TreeSet<String> written = new TreeSet<>();
    TreeSet<String> declared = new TreeSet<>();
    for (Any<?> any : new AnyRecords().any().sampleStream().limit(2_000).toList()) {
      DynamicMessage message = parse(any);
      collect(message, written);
      declare(message.getDescriptorForType(), declared);
    }
    assertThat(written).isEqualTo(declared);
  }

  /** What a newer release may add to any message, with every type that a field can have. */
  @Property(tries = 300)
  void unknownFieldsAreSkipped(@ForAll Any<?> any) throws InvalidProtocolBufferException {
    DynamicMessage message = parse(any);
    Message.Builder more = extended(message).toBuilder();
    more.clearField(message.getDescriptorForType().findFieldByNumber(RecordWire.COMPLETE));
    byte[] bytes = more.build().toByteArray();
    byte[] complete = Arrays.copyOf(bytes, bytes.length + 2);
    complete[bytes.length] = RecordWire.COMPLETE << WireType.BITS;
    complete[bytes.length + 1] = 1;

    assertThat(any.format().decode(complete))
        .isInstanceOfSatisfying(
            Decoded.Complete.class,
            read -> assertThat(read.record()).usingRecursiveComparison().isEqualTo(any.record()));
  }

  @Test
  void constantsHaveTheNumbersOfTheFile() {
    for (EnumNumbers<?> numbers : Constants.all()) {
      assertNumbers(numbers);
    }
  }

  private static <E extends Enum<E>> void assertNumbers(EnumNumbers<E> numbers) {
    List<String> written = new ArrayList<>();
    for (E constant : numbers.type().getEnumConstants()) {
      if (numbers.of(constant) != 0) {
        written.add(constant.name() + " = " + numbers.of(constant));
      }
    }
    List<String> declared =
        FILE.constants(numbers.type().getSimpleName()).getValues().stream()
            .filter(each -> each.getNumber() != 0)
            // Constants of one file need different names, so those of states have a prefix.
            .map(each -> each.getName().replace("STATE_", "") + " = " + each.getNumber())
            .toList();
    assertThat(written).containsExactlyInAnyOrderElementsOf(declared);
  }

  private static DynamicMessage parse(Any<?> any) throws InvalidProtocolBufferException {
    String name = any.record().getClass().getSimpleName();
    return DynamicMessage.parseFrom(FILE.message(name), any.bytes());
  }

  /** A constant that the file does not know is an unknown field, too. */
  private static void assertDescribed(Message message) {
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    messages(message).forEach(ProtoFileTest::assertDescribed);
  }

  private static List<Message> messages(Message message) {
    List<Message> found = new ArrayList<>();
    for (Object value : message.getAllFields().values()) {
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      for (Object each : values) {
        if (each instanceof Message nested) {
          found.add(nested);
        }
      }
    }
    return found;
  }

  private static void collect(Message message, Set<String> names) {
    message.getAllFields().keySet().forEach(field -> names.add(field.getFullName()));
    messages(message).forEach(each -> collect(each, names));
  }

  private static void declare(Descriptor type, Set<String> names) {
    for (FieldDescriptor field : type.getFields()) {
      if (names.add(field.getFullName())
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        declare(field.getMessageType(), names);
      }
    }
  }

  private static Message extended(Message message) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.getKey().isRepeated()) {
        List<?> values = (List<?>) field.getValue();
        for (int i = 0; i < values.size(); i++) {
          builder.setRepeatedField(field.getKey(), i, extended((Message) values.get(i)));
        }
      } else {
        builder.setField(field.getKey(), extended((Message) field.getValue()));
      }
    }
    UnknownFieldSet.Field any =
        UnknownFieldSet.Field.newBuilder()
            .addVarint(-1)
            .addFixed32(1)
            .addFixed64(2)
            .addLengthDelimited(ByteString.copyFromUtf8("new"))
            .build();
    return builder
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(20_000, any).build())
        .build();
  }
}
