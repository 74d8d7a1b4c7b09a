"""Answers the grader's requests: run this cell, give these values, call this function."""

import os

from coursekit.classroom.worker import wire
from coursekit.classroom.worker.packing import Packer, TooLarge
from coursekit.classroom.worker.space import OutOfTime, Space, described, ringing, trouble_of
from coursekit.classroom.worker.unpacking import Unpacker


class Callback:
    """A function of the grader's: a call goes over the pipe and waits for the answer."""

    def __init__(self, server, number):
        self._server, self._number = server, number

    def __call__(self, *args, **kwargs):
        return self._server.ask_back(self._number, args, kwargs)


class Server:
    """One student's worker."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.space = Space()
        self.objects = []
        self.nonce = ""
        self.pid = os.getpid()

    def serve(self):
        """Answer until the grader closes the pipe."""
        while True:
            request, data = wire.receive(self.reader, 1 << 40, 1 << 40)
            self.nonce = request["nonce"]
            try:
                answer, packer = getattr(self, "do_" + request["do"])(request, data)
            except TooLarge as error:
                answer, packer = {"state": "error", "kind": "too large", "text": str(error)}, None
            except OutOfTime:
                answer, packer = {"state": "timeout"}, None
            except MemoryError:
                answer, packer = {"state": "memory"}, None
            except BaseException as error:
                answer, packer = {"state": "error", **described(error)}, None
            self._say({"answer": answer}, packer.parts if packer else ())

    def do_run(self, request, data):
        """Run one cell."""
        seconds, keep = request["seconds"], request["keep"]
        return self.space.run(request["source"], seconds, keep, request["label"]), None

    def do_empty(self, request, data):
        """Put the set-up back, then the learner's empty form of an answer."""
        changed = self.space.restore()
        self.space.run(request["source"], request["seconds"], (), request["label"])
        return {"changed": changed}, None

    def do_get(self, request, data):
        """Give the values of names; a name that is not there is left out."""
        packer, found = Packer(self.name_object), {}
        with ringing(request["seconds"]):
            for name in request["names"]:
                if name in self.space.names:
                    found[name] = _packed(packer, self.space.names[name])
        return {"values": found}, packer

    def do_put(self, request, data):
        """Set names, before every answer that follows."""
        unpacker = Unpacker(data, self.find_object)
        self.space.put({name: unpacker.unpack(v) for name, v in request["values"].items()})
        return {}, None

    def do_call(self, request, data):
        """Call a function of the student's; tell its result, and which arguments it changed."""
        function = self.objects[request["id"]]
        unpack = Unpacker(data, self.find_object).unpack
        args, kwargs = unpack(request["args"]), unpack(request["kwargs"])
        fresh = Unpacker(data, self.find_object).unpack(request["args"])
        result = []
        name = getattr(getattr(function, "__code__", None), "co_filename", "")
        said = trouble_of(
            lambda: result.append(function(*args, **kwargs)), request["seconds"], name
        )
        if said:
            return said, None
        packer = Packer(self.name_object)
        with ringing(request["seconds"]):
            answer = {"result": packer.pack(result[0]), "changed": []}
            for place, (now, before) in enumerate(zip(args, fresh, strict=True)):
                if not self._same(now, before):
                    answer["changed"].append([place, packer.pack(now)])
        return answer, packer

    def _same(self, now, before):
        one, other = Packer(self._kind), Packer(self._kind)
        return one.pack(now) == other.pack(before) and one.parts == other.parts

    @staticmethod
    def _kind(value):
        return {"$": type(value).__name__}

    def ask_back(self, number, args, kwargs):
        """Call the grader's function from inside a student's call."""
        packer = Packer(self.name_object)
        call = {"id": number, "args": packer.pack(list(args)), "kwargs": packer.pack(kwargs)}
        self._say({"callback": call}, packer.parts)
        reply, data = wire.receive(self.reader, 1 << 40, 1 << 40)
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return Unpacker(data, self.find_object).unpack(reply["result"])

    def name_object(self, value):
        """A reference to what is no plain data."""
        if isinstance(value, Callback):
            return {"$": "callback", "id": value._number}
        from coursekit.exercises.blank import is_blank

        self.objects.append(value)
        return {
            "$": "handle",
            "id": len(self.objects) - 1,
            "callable": callable(value),
            "blank": is_blank(value),
            "type": type(value).__name__[:60],
        }

    def find_object(self, reference):
        """The object behind a reference."""
        if reference["$"] == "callback":
            return Callback(self, reference["id"])
        return self.objects[reference["id"]]

    def _say(self, message, parts):
        if os.getpid() != self.pid:  # a child that student code made went on into this program
            os._exit(0)
        wire.send(self.writer, {"nonce": self.nonce, **message}, parts)


def _packed(packer, value):
    """One value; what cannot be sent does not keep the others back."""
    try:
        return packer.pack(value)
    except TooLarge as error:
        return {"$": "trouble", "text": str(error)}
    except Exception as error:
        return {"$": "trouble", "text": f"{type(error).__name__} when it was read"}
