package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;

/**
 * An operation as a JSON object. What it does comes first, such as {@code "do": "add-service"}, and
 * then the fields of what it is about, as a snapshot has them; a server stands alone in an array
 * {@code "server"} after the key of its service.
 */
public final class OperationText {
  private static final Forms FORMS = new Forms();

  private OperationText() {}

  /** What is written of an operation. */
  private record Form(String word, PieceWriter.Body body) {}

  /** Writes an operation as a value within a text. */
  public static void write(Operation operation, JsonWriter json) throws IOException {
    Form form = operation.accept(FORMS);
    json.beginObject();
    json.name("do").value(form.word());
    form.body().write(new PieceWriter(json));
    json.endObject();
  }

  /** Reads one; for {@link StrictJson.Part}. */
  public static Operation read(JsonReader json) throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    String word = fields.text("do");
    Operation operation =
        switch (word) {
          case "add-server", "change-server" -> withServer(word, fields, json);
          case "remove-server" -> withoutServer(fields, json);
          default -> plain(word, fields);
        };
    fields.end();
    json.endObject();
    return operation;
  }

  private static Operation plain(String word, Fields fields) {
    return switch (word) {
      case "add-service" -> new Operation.AddService(Pieces.service(fields));
      case "change-service" -> new Operation.ChangeService(Pieces.service(fields));
      case "remove-service" -> new Operation.RemoveService(Pieces.key(fields));
      case "add-mark-rule" -> new Operation.AddMarkRule(Pieces.markRule(fields));
      case "remove-mark-rule" -> new Operation.RemoveMarkRule(Pieces.markRule(fields));
      case "set-ownership" -> new Operation.SetOwnership(Pieces.ownership(fields));
      case "clear-ownership" -> new Operation.ClearOwnership(Pieces.key(fields));
      case "set-timeouts" -> new Operation.SetTimeouts(Pieces.newTimeouts(fields));
      case "set-last-mark" -> new Operation.SetLastMark(Pieces.mark(fields));
      case "set-setting" ->
          new Operation.SetSetting(new Setting(fields.text("name"), fields.text("value")));
      case "start-daemon" -> new Operation.StartDaemon(Pieces.daemon(fields));
      case "stop-daemon" -> new Operation.StopDaemon(Pieces.role(fields));
      default -> throw new IllegalArgumentException("unknown operation: " + word);
    };
  }

  private static Operation withServer(String word, Fields fields, JsonReader json)
      throws IOException {
    ServiceKey service = Pieces.key(fields);
    fields.endWithArray("server");
    json.beginArray();
    RealServer server = StrictJson.object(json, Pieces::server);
    json.endArray();
    return word.equals("add-server")
        ? new Operation.AddServer(service, server)
        : new Operation.ChangeServer(service, server);
  }

  private static Operation withoutServer(Fields fields, JsonReader json) throws IOException {
    ServiceKey service = Pieces.key(fields);
    fields.endWithArray("server");
    json.beginArray();
    ServerKey server = StrictJson.object(json, Pieces::serverKey);
    json.endArray();
    return new Operation.RemoveServer(service, server);
  }

  /** How each operation is written. */
  private static final class Forms implements Operation.Cases<Form> {
    private static Form withServer(String word, ServiceKey service, PieceWriter.Body server) {
      return new Form(
          word,
          pieces -> {
            pieces.key(service);
            pieces.alone("server", server);
          });
    }

    @Override
    public Form addService(Operation.AddService operation) {
      return new Form("add-service", pieces -> pieces.service(operation.service()));
    }

    @Override
    public Form changeService(Operation.ChangeService operation) {
      return new Form("change-service", pieces -> pieces.service(operation.service()));
    }

    @Override
    public Form removeService(Operation.RemoveService operation) {
      return new Form("remove-service", pieces -> pieces.key(operation.key()));
    }

    @Override
    public Form addServer(Operation.AddServer operation) {
      return withServer(
          "add-server", operation.service(), pieces -> pieces.server(operation.server()));
    }

    @Override
    public Form changeServer(Operation.ChangeServer operation) {
      return withServer(
          "change-server", operation.service(), pieces -> pieces.server(operation.server()));
    }

    @Override
    public Form removeServer(Operation.RemoveServer operation) {
      return withServer(
          "remove-server", operation.service(), pieces -> pieces.key(operation.server()));
    }

    @Override
    public Form addMarkRule(Operation.AddMarkRule operation) {
      return new Form("add-mark-rule", pieces -> pieces.markRule(operation.rule()));
    }

    @Override
    public Form removeMarkRule(Operation.RemoveMarkRule operation) {
      return new Form("remove-mark-rule", pieces -> pieces.markRule(operation.rule()));
    }

    @Override
    public Form setOwnership(Operation.SetOwnership operation) {
      return new Form("set-ownership", pieces -> pieces.ownership(operation.ownership()));
    }

    @Override
    public Form clearOwnership(Operation.ClearOwnership operation) {
      return new Form("clear-ownership", pieces -> pieces.key(operation.key()));
    }

    @Override
    public Form setTimeouts(Operation.SetTimeouts operation) {
      return new Form("set-timeouts", pieces -> pieces.timeouts(operation.timeouts()));
    }

    @Override
    public Form setLastMark(Operation.SetLastMark operation) {
      return new Form("set-last-mark", pieces -> pieces.mark(operation.mark()));
    }

    @Override
    public Form setSetting(Operation.SetSetting operation) {
      return new Form("set-setting", pieces -> pieces.setting(operation.setting()));
    }

    @Override
    public Form startDaemon(Operation.StartDaemon operation) {
      return new Form("start-daemon", pieces -> pieces.daemon(operation.daemon()));
    }

    @Override
    public Form stopDaemon(Operation.StopDaemon operation) {
      return new Form("stop-daemon", pieces -> pieces.role(operation.role()));
    }
  }
}
