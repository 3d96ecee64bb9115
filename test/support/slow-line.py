"""A slow line between this network namespace and another: rate, delay and loss as of an old phone network.

usage: slow-line.py NAMESPACE KBIT_PER_SECOND ONE_WAY_MS LOSS_PERCENT

Two TUN devices, one on each side, and packets carried between them by hand: `tc netem` is not in every kernel. This side is
10.213.0.1, the other one 10.213.0.2. Each second it prints how many bytes went over it, to the namespace and from there.
The line ends with the process.
"""
import ctypes, fcntl, heapq, os, random, select, struct, subprocess, sys, time

namespace, kbps, delay_ms, loss = sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]) / 100
TUNSETIFF, IFF_TUN, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 0x0001, 0x1000, 0x40000000
queue_seconds = 3  # phone networks buffer for seconds before they drop


def tun(name, address):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    subprocess.check_call(["ip", "addr", "add", f"{address}/30", "dev", name])
    subprocess.check_call(["ip", "link", "set", name, "up", "mtu", "1400"])
    return device


near = tun("slow%d" % (os.getpid() % 10000), "10.213.0.1")
if ctypes.CDLL(None, use_errno=True).setns(os.open(f"/var/run/netns/{namespace}", os.O_RDONLY), CLONE_NEWNET) != 0:
    sys.exit("cannot enter the namespace")
subprocess.check_call(["ip", "link", "set", "lo", "up"])
far = tun("slow0", "10.213.0.2")
print("ready", flush=True)

bytes_to, told = {near: 0, far: 0}, time.monotonic()
to, free, waiting, count = {near: far, far: near}, {near: 0.0, far: 0.0}, [], 0
while True:
    wait = min(1, max(0, waiting[0][0] - time.monotonic())) if waiting else 1
    if time.monotonic() - told > 1:
        told = time.monotonic()
        print(bytes_to[far], bytes_to[near], flush=True)
    for device in select.select([near, far], [], [], wait)[0]:
        packet, now = os.read(device, 65535), time.monotonic()
        sent = max(now, free[device]) + len(packet) * 8 / (kbps * 1000)
        if random.random() < loss or sent - now > queue_seconds:
            continue
        free[device], count = sent, count + 1
        heapq.heappush(waiting, (sent + delay_ms / 1000, count, to[device], packet))
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, device, packet = heapq.heappop(waiting)
        bytes_to[device] += len(packet)
        try:
            os.write(device, packet)
        except OSError:
            pass
