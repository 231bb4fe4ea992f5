package dev.kato.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The process of the server under load, of the same user on the same machine. */
final class ServerProcess implements AutoCloseable {

  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final OperatingSystemMXBean system;

  private ServerProcess(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection beans = connector.getMBeanServerConnection();
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    this.system =
        ManagementFactory.newPlatformMXBeanProxy(
            beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
  }

  /**
   * Attaches to a process.
   *
   * @throws IOException if there is no such Java process, or it may not be looked into
   */
  // The address names this machine, and comes from a process of the same user.
  @SuppressWarnings("BanJNDI")
  static ServerProcess attach(long process) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process));
      try {
        String address = machine.startLocalManagementAgent();
        return new ServerProcess(JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("process " + process + " cannot be looked into: " + e.getMessage(), e);
    }
  }

  /** Bytes on the heap that are in use after a full collection. */
  long liveHeap() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Processor time it has taken so far. */
  long cpuNanos() {
    return system.getProcessCpuTime();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
