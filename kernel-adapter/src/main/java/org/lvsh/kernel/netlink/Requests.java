package org.lvsh.kernel.netlink;

import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * Every message that is sent to the IPVS family, whole but for its flags and sequence number.
 *
 * @param family the number that the kernel gave the family
 */
record Requests(int family) implements IpvsOnly<byte[]> {

  /** Asks the controller for the number of the family IPVS. */
  static byte[] family(String name) {
    return new MessageWriter(Ipvs.Controller.FAMILY, Ipvs.Controller.GET_FAMILY)
        .string(Ipvs.Controller.FAMILY_NAME, name)
        .message();
  }

  /** A message that does nothing and is acknowledged all the same ({@code netlink_rcv_skb}). */
  static byte[] nothing() {
    return new MessageWriter(Message.NOOP, 0).message();
  }

  byte[] info() {
    return command(Ipvs.Command.GET_INFO).message();
  }

  byte[] timeouts() {
    return command(Ipvs.Command.GET_CONFIG).message();
  }

  byte[] services() {
    return command(Ipvs.Command.GET_SERVICE).message();
  }

  byte[] service(ServiceKey key) {
    return ofService(Ipvs.Command.GET_SERVICE, key).message();
  }

  byte[] servers(ServiceKey key) {
    return ofService(Ipvs.Command.GET_DEST, key).message();
  }

  byte[] daemons() {
    return command(Ipvs.Command.GET_DAEMON).message();
  }

  /** Sets the counters of one service to 0, or those of all. */
  byte[] zero(Optional<ServiceKey> key) {
    return key.map(one -> ofService(Ipvs.Command.ZERO, one))
        .orElseGet(() -> command(Ipvs.Command.ZERO))
        .message();
  }

  /** Removes every service. */
  byte[] flush() {
    return command(Ipvs.Command.FLUSH).message();
  }

  @Override
  public byte[] addService(Operation.AddService operation) {
    return whole(Ipvs.Command.NEW_SERVICE, operation.service());
  }

  @Override
  public byte[] changeService(Operation.ChangeService operation) {
    return whole(Ipvs.Command.SET_SERVICE, operation.service());
  }

  @Override
  public byte[] removeService(Operation.RemoveService operation) {
    return ofService(Ipvs.Command.DEL_SERVICE, operation.key()).message();
  }

  @Override
  public byte[] addServer(Operation.AddServer operation) {
    return whole(Ipvs.Command.NEW_DEST, operation.service(), operation.server());
  }

  @Override
  public byte[] changeServer(Operation.ChangeServer operation) {
    return whole(Ipvs.Command.SET_DEST, operation.service(), operation.server());
  }

  @Override
  public byte[] removeServer(Operation.RemoveServer operation) {
    ServerKey server = operation.server();
    MessageWriter writer = ofService(Ipvs.Command.DEL_DEST, operation.service());
    return writer.nest(Ipvs.Top.DEST, () -> ServerCodec.writeKey(writer, server)).message();
  }

  @Override
  public byte[] setTimeouts(Operation.SetTimeouts operation) {
    MessageWriter writer = command(Ipvs.Command.SET_CONFIG);
    TimeoutsCodec.write(writer, operation.timeouts());
    return writer.message();
  }

  @Override
  public byte[] startDaemon(Operation.StartDaemon operation) {
    MessageWriter writer = command(Ipvs.Command.NEW_DAEMON);
    return writer
        .nest(Ipvs.Top.DAEMON, () -> DaemonCodec.write(writer, operation.daemon()))
        .message();
  }

  @Override
  public byte[] stopDaemon(Operation.StopDaemon operation) {
    MessageWriter writer = command(Ipvs.Command.DEL_DAEMON);
    return writer
        .nest(Ipvs.Top.DAEMON, () -> DaemonCodec.writeRole(writer, operation.role()))
        .message();
  }

  private MessageWriter command(int command) {
    return new MessageWriter(family, command);
  }

  private MessageWriter ofService(int command, ServiceKey key) {
    MessageWriter writer = command(command);
    return writer.nest(Ipvs.Top.SERVICE, () -> ServiceCodec.writeKey(writer, key));
  }

  private byte[] whole(int command, VirtualService service) {
    MessageWriter writer = command(command);
    return writer.nest(Ipvs.Top.SERVICE, () -> ServiceCodec.write(writer, service)).message();
  }

  private byte[] whole(int command, ServiceKey service, RealServer server) {
    MessageWriter writer = ofService(command, service);
    return writer.nest(Ipvs.Top.DEST, () -> ServerCodec.write(writer, server)).message();
  }
}
