"""A slow line between this machine and a network namespace: packets are late, few at a time, and some are lost.

Kernels without sch_netem can not do it, so two tun devices are joined here. Ends when its standard input does.
"""
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
# What waits longer than this for the line is dropped, as a router does.
QUEUE_SECONDS = 0.2
LARGEST = 2048


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22s", name.encode(), IFF_TUN_NO_PI, b""))
    return device


def run(*command):
    subprocess.run(command, check=True)


class Way:
    """One direction."""

    def __init__(self, out, delay, loss, rate, dice):
        self.out, self.delay, self.loss, self.rate, self.dice = out, delay, loss, rate, dice
        self.free = 0.0
        self.flying = []
        self.count = 0

    def send(self, packet, now):
        start = max(now, self.free)
        if self.dice.random() < self.loss or start - now > QUEUE_SECONDS:
            return
        self.free = start + len(packet) * 8 / self.rate
        self.count += 1
        heapq.heappush(self.flying, (self.free + self.delay, self.count, packet))

    def deliver(self, now):
        while self.flying and self.flying[0][0] <= now:
            os.write(self.out, heapq.heappop(self.flying)[2])

    def wait(self, now):
        return max(0.0, self.flying[0][0] - now) if self.flying else 1.0


def main(namespace, here, host, guest, delay_millis, loss, rate):
    there = here + "g"
    near, far = tun(here), tun(there)
    run("ip", "link", "set", there, "netns", namespace)
    run("ip", "address", "add", host + "/24", "dev", here)
    run("ip", "link", "set", here, "up")
    inside = ("ip", "netns", "exec", namespace, "ip")
    run(*inside, "link", "set", "lo", "up")
    run(*inside, "address", "add", guest + "/24", "dev", there)
    run(*inside, "link", "set", there, "up")
    run(*inside, "route", "add", "default", "via", host)
    dice = random.Random(1)
    ways = {
        near: Way(far, float(delay_millis) / 1000, float(loss), float(rate), dice),
        far: Way(near, float(delay_millis) / 1000, float(loss), float(rate), dice),
    }
    print("ready", flush=True)
    while True:
        now = time.monotonic()
        wait = min(way.wait(now) for way in ways.values())
        readable, _, _ = select.select([near, far, sys.stdin], [], [], wait)
        now = time.monotonic()
        if sys.stdin in readable:
            return
        for device in readable:
            while True:
                try:
                    ways[device].send(os.read(device, LARGEST), now)
                except BlockingIOError:
                    break
        for way in ways.values():
            way.deliver(now)


main(*sys.argv[1:])
