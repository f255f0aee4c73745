"""Instructions of the processor that numba has no word for → functions that compiled loops may call."""

from __future__ import annotations

from typing import Any

from onrecord.trail.compiled import intrinsic


@intrinsic
def ask(_typing: Any, values: Any, place: Any) -> Any:
    """Ask memory for ``values[place]``, which is read soon: LLVM's ``prefetch``; nothing is read, so that no place is wrong."""
    from llvmlite import ir  # type: ignore[import-untyped, unused-ignore]
    from numba.core import types

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        at = builder.bitcast(_at(context, builder, signature, given), byte)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        read, often, data = number(0), number(3), number(1)
        builder.call(builder.module.declare_intrinsic("llvm.prefetch", [byte], kind), [at, read, often, data])
        return context.get_dummy_value()

    return types.void(values, place), code


@intrinsic
def eight(_typing: Any, data: Any, place: Any) -> Any:
    """``data[place : place + 8]``, bytes that are all there, as one number, the first of them lowest."""
    from llvmlite import ir
    from numba.core import types

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        at = builder.bitcast(_at(context, builder, signature, given), ir.IntType(64).as_pointer())
        return builder.load(at, align=1)

    return types.uint64(data, place), code


@intrinsic
def ones(_typing: Any, number: Any) -> Any:
    """How many bits of a number of 64 are set."""
    from numba.core import types

    return types.int64(number), lambda _context, builder, _signature, given: builder.ctpop(given[0])


@intrinsic
def zeros(_typing: Any, number: Any) -> Any:
    """How many bits of a number of 64 are not set below the lowest one that is; 64 if none is."""
    from llvmlite import ir
    from numba.core import types

    return types.int64(number), lambda _context, builder, _signature, given: builder.cttz(given[0], ir.IntType(1)(0))


@intrinsic
def highest(_typing: Any, number: Any) -> Any:
    """The place of the highest bit of a number of 64 that is set; -1 if none is."""
    from llvmlite import ir
    from numba.core import types

    def code(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.sub(ir.IntType(64)(63), builder.ctlz(given[0], ir.IntType(1)(0)))

    return types.int64(number), code


def _at(context: Any, builder: Any, signature: Any, given: Any) -> Any:
    """Where ``values[place]`` lies."""
    return builder.gep(context.make_array(signature.args[0])(context, builder, given[0]).data, [given[1]])
